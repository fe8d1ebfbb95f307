using VoxPilot.Core;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>A camera that gives no images: the rig has it no more.</summary>
/// <param name="Name">The camera's name.</param>
public sealed record DroppedCamera(string Name) : ImageDegradation
{
    /// <inheritdoc/>
    public override string Text => $"drop={Name}";

    /// <inheritdoc/>
    internal override bool ChangesPixels => false;

    /// <inheritdoc/>
    internal override bool Keeps(Camera camera) => camera.Name != Name;
}
