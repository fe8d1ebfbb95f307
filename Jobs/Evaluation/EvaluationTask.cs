namespace VoxPilot.Jobs.Evaluation;

/// <summary>What can be measured.</summary>
public enum EvaluationTask
{
    /// <summary>Semantic occupancy now.</summary>
    Occupancy,

    /// <summary>Semantic occupancy 1, 2 and 3 s ahead.</summary>
    Forecast,

    /// <summary>Boxes.</summary>
    Detection,

    /// <summary>Trajectories.</summary>
    Planning,

    /// <summary>Whether the anchors' scores mean what they say.</summary>
    Calibration,

    /// <summary>Answers in free text.</summary>
    Captions,

    /// <summary>Answers to closed questions.</summary>
    Questions,

    /// <summary>Rendered images and depth.</summary>
    Views,
}
