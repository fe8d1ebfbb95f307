namespace VoxPilot.World.Surfaces;

/// <summary>What a shape looks like, point by point.</summary>
internal abstract class Surface
{
    public abstract Look At(in SurfacePoint p);
}
