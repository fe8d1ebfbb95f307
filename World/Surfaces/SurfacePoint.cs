using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>A point of a surface as a ray sees it.</summary>
/// <param name="World">Position in the town's frame, metres.</param>
/// <param name="Local">Position in the shape's own frame.</param>
/// <param name="LocalNormal">Normal in the shape's own frame.</param>
/// <param name="Normal">Normal in the town's frame, towards the eye.</param>
/// <param name="Blur">How many metres of surface a pixel covers there; patterns finer than this are averaged.</param>
internal readonly record struct SurfacePoint(Vector3 World, Vector3 Local, Vector3 LocalNormal, Vector3 Normal, float Blur);
