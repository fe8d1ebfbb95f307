using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>Metres to coordinates 0…1 of a grid's space and back; nothing is clamped.</summary>
internal sealed class NormalizedSpace(GridSpec grid)
{
    private readonly float[] origin = [(float)grid.Origin.X, (float)grid.Origin.Y, (float)grid.Origin.Z];
    private readonly float[] extent = Extent(grid);

    /// <summary>(…, 3) coordinates to metres.</summary>
    public Tensor ToMetres(Tensor normalised) =>
        normalised * tensor(extent, device: normalised.device) + tensor(origin, device: normalised.device);

    /// <summary>(…, 3) metres to coordinates.</summary>
    public Tensor Normalise(Tensor metres) =>
        (metres - tensor(origin, device: metres.device)) / tensor(extent, device: metres.device);

    private static float[] Extent(GridSpec grid)
    {
        Vector3D size = grid.Maximum - grid.Origin;
        return [(float)size.X, (float)size.Y, (float)size.Z];
    }
}
