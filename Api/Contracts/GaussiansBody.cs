namespace VoxPilot.Api.Contracts;

/// <summary>The 3D Gaussians that were seen in a scene, in the ego frame.</summary>
internal sealed record GaussiansBody : ModelAnswer
{
    /// <summary>One entry for each, in the order of the model's queries.</summary>
    public required IReadOnlyList<GaussianBody> Gaussians { get; init; }
}
