namespace VoxPilot.Perception;

/// <summary>
/// How a teacher of images wants its input. It gets the images of the model under training; their sides are brought to multiples of the
/// teacher's stride by resampling, never by padding, so that its map lies over the whole of each image.
/// </summary>
public sealed record TeacherInputConfig
{
    /// <summary>Factor for both sides of an image, before they are rounded to multiples of the stride; 1 leaves them as they are.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Rows of the teacher's input, a multiple of its stride; instead of <see cref="Scale"/>, together with <see cref="Width"/>.</summary>
    public int? Height { get; init; }

    /// <summary>Columns of the teacher's input, a multiple of its stride.</summary>
    public int? Width { get; init; }

    /// <summary>Means of red, green and blue, 0…1, that the teacher was trained with (CLIP's).</summary>
    public double[] Mean { get; init; } = [0.48145466, 0.4578275, 0.40821073];

    /// <summary>Standard deviations of red, green and blue, 0…1, that the teacher was trained with (CLIP's).</summary>
    public double[] Std { get; init; } = [0.26862954, 0.26130258, 0.27577711];
}
