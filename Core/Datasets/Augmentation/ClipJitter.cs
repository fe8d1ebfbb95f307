namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>What was drawn for one sample; applied in this order: images, mirror, turn.</summary>
/// <param name="Mirror">The whole world is mirrored.</param>
/// <param name="Image">Resize, crop and flip of the images alone.</param>
/// <param name="BirdsEye">Turn and scale of the ego frame.</param>
/// <param name="Colors">Colours, for each place of a rig.</param>
public sealed record ClipJitter(bool Mirror, ImageJitter Image, BirdsEyeJitter BirdsEye, IReadOnlyList<ColorJitter> Colors);
