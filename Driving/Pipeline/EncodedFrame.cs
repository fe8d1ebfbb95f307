namespace VoxPilot.Driving;

/// <summary>What encoding a frame gave: a view that can be asked, and what the frames that follow will look back on.</summary>
/// <param name="View">The scene's view.</param>
/// <param name="Features">Features of the images.</param>
internal sealed record EncodedFrame(SceneView View, FrameFeatures Features);
