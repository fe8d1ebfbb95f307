using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Jobs.Work;

/// <summary>How a node works on jobs.</summary>
public sealed record WorkerOptions
{
    /// <summary>Name of this node, the same after a restart and another one than those of all other nodes on the same store.</summary>
    [Required]
    public string Node { get; set; } = "";

    /// <summary>Devices that jobs may ask for here; one job runs on each at a time.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Devices { get; set; } = ["cpu"];

    /// <summary>Seconds between two signs of life.</summary>
    [Range(0.05, 60)]
    public double BeatSeconds { get; set; } = 2;

    /// <summary>Seconds of silence after which a node is taken for dead and its jobs go to others.</summary>
    [Range(0.2, 3600)]
    public double SilenceSeconds { get; set; } = 30;

    /// <summary>Seconds after which a run that has said nothing is taken to hang, and is ended.</summary>
    [Range(1, 86400)]
    public double HangSeconds { get; set; } = 300;

    /// <summary>Seconds that a run has to stop and save when it is asked to, after which it is killed: a step of a large model takes a minute.</summary>
    [Range(0.1, 86400)]
    public double StopSeconds { get; set; } = 600;

    /// <summary>The same where the server itself ends.</summary>
    [Range(0.1, 3600)]
    public double ShutdownSeconds { get; set; } = 20;

    /// <summary>How often a run may be killed from outside without a new checkpoint between, until it counts as failed.</summary>
    [Range(1, 1000)]
    public int MostKills { get; set; } = 3;

    /// <summary>Seconds between two looks at the store for jobs that are due, or lost.</summary>
    [Range(0.05, 600)]
    public double SweepSeconds { get; set; } = 2;
}
