namespace VoxPilot.Driving;

/// <summary>What is to be rendered of a scene's Gaussians.</summary>
public sealed record RenderRequest
{
    /// <summary>Widest picture that is rendered where no width is asked for.</summary>
    public const int DefaultWidth = 640;

    /// <summary>Least width that may be asked for.</summary>
    public const int LeastWidth = 16;

    /// <summary>Name of one of the scene's cameras.</summary>
    public required string Camera { get; init; }

    /// <summary>What of them.</summary>
    public RenderedQuantity What { get; init; }

    /// <summary>Columns of the picture, which shows what the camera's image shows; null: as many as the image has, and no more than <see cref="DefaultWidth"/>.</summary>
    public int? Width { get; init; }
}
