namespace VoxPilot.Jobs.Ablations;

/// <summary>The size of an ablation.</summary>
public enum AblationPreset
{
    /// <summary>Nano's networks, each stage a small part of its full length: a row costs some minutes on two cores.</summary>
    Nano,

    /// <summary>Networks and stages so small that all rows are done within an hour: to see that everything runs, and what is drastic.</summary>
    Micro,
}
