namespace VoxPilot.Jobs.Evidence;

/// <summary>The size of a table's models.</summary>
public enum EvidencePreset
{
    /// <summary>Networks so small that five seeds of a table are affordable on two cores.</summary>
    Micro,

    /// <summary>Nano's networks.</summary>
    Nano,

    /// <summary>Hardly any training: to see that everything runs.</summary>
    Trial,
}
