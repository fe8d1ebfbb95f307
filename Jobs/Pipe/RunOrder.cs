namespace VoxPilot.Jobs.Pipe;

/// <summary>What a worker says to its run: one word a line on its standard input. The end of that input ends the run at once.</summary>
public static class RunOrder
{
    /// <summary>It may write: its attempt is still the newest.</summary>
    public const string Save = "save";

    /// <summary>It must not write, and ends: another attempt has taken over.</summary>
    public const string Refuse = "refuse";

    /// <summary>It is to stop after the step at hand and leave a checkpoint.</summary>
    public const string Stop = "stop";
}
