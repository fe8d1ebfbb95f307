namespace VoxPilot.Api.Contracts;

/// <summary>A data set that jobs may name.</summary>
internal sealed record DatasetBody
{
    /// <summary>What jobs call it.</summary>
    /// <example>train</example>
    public required string Name { get; init; }

    /// <summary><c>registered</c>, <c>uploaded</c> or <c>generated</c>.</summary>
    /// <example>generated</example>
    public required string Origin { get; init; }

    /// <summary>Its folder, below the folder of jobs where it lies there.</summary>
    /// <example>datasets/train</example>
    public required string Folder { get; init; }

    /// <summary>The job that made it.</summary>
    public string? Job { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Scenes in it; left out in lists.</summary>
    public int? Scenes { get; init; }

    /// <summary>Key frames in it; left out in lists.</summary>
    public int? Keyframes { get; init; }
}
