using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>Gaussians as the API writes them in JSON.</summary>
internal static class GaussiansMapping
{
    /// <summary>Gaussians of a scene from an opacity on.</summary>
    public static GaussiansBody ToBody(SceneGaussians gaussians, float leastOpacity) => new()
    {
        Gaussians =
        [
            .. Enumerable.Range(0, gaussians.Count).Where(i => gaussians.Opacities[i] >= leastOpacity).Select(i => new GaussianBody
            {
                Mean = gaussians.Means[(3 * i)..(3 * i + 3)],
                Scale = gaussians.Scales[(3 * i)..(3 * i + 3)],
                Rotation = gaussians.Rotations[(4 * i)..(4 * i + 4)],
                Opacity = gaussians.Opacities[i],
                Color = gaussians.Colors[(3 * i)..(3 * i + 3)],
            }),
        ],
        Pack = SceneMapping.ToBody(gaussians.Pack),
        Trained = gaussians.Pack.Trained,
        Seed = gaussians.Seed,
        Timings = gaussians.Timings,
    };
}
