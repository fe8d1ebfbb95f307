namespace VoxPilot.Api.Contracts;

/// <summary>A figure of two trainings.</summary>
internal sealed record ComparedFigureBody
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>It in the first job; left out where that has none.</summary>
    public double? A { get; init; }

    /// <summary>It in the second job.</summary>
    public double? B { get; init; }
}
