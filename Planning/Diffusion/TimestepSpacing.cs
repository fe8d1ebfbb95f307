namespace VoxPilot.Planning;

/// <summary>Which training steps a shorter inference visits.</summary>
public enum TimestepSpacing
{
    /// <summary>Multiples of T / n from 0 up.</summary>
    Leading,

    /// <summary>Multiples of T / n from the last step down.</summary>
    Trailing,

    /// <summary>Evenly from the first to the last.</summary>
    Linspace,
}
