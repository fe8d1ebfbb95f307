namespace VoxPilot.Driving;

/// <summary>Where planner and forecaster get the states from that the language model is to think up for them (spec/sparseoccvla.md §6.3, §7.2).</summary>
public enum ReasoningSource
{
    /// <summary>Its hidden states at the plan token, the scene tokens and the global tokens.</summary>
    LanguageModel,

    /// <summary>
    /// The tokens themselves, as no language model has been aligned yet: the reasoning token is a learned constant, the connector's plan token, plus the mean of the global tokens.
    /// Planning and forecasting then ask no language model.
    /// </summary>
    Constant,
}
