namespace VoxPilot.Jobs.Reports;

/// <summary>Kinds of measurement.</summary>
public enum ReportKind
{
    /// <summary>A data set was driven through a model, or predictions of a data set were scored.</summary>
    Evaluation,

    /// <summary>A driver drove the synthetic world.</summary>
    ClosedLoop,
}
