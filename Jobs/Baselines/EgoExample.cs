using VoxPilot.Core;
using VoxPilot.Planning;

namespace VoxPilot.Jobs.Baselines;

/// <summary>What the car knew of itself at one instant, and where it then went: all that a planner without cameras learns from.</summary>
public sealed class EgoExample
{
    /// <summary>Numbers of a target: x, y of six steps.</summary>
    public const int TargetCount = 2 * Trajectory.Steps;

    /// <summary>An example of a key frame.</summary>
    /// <param name="scene">Name of its scene: whole scenes are held back, never single key frames.</param>
    /// <param name="ego">The car's state at the key frame; nothing of its future.</param>
    /// <param name="command">The route's command; null where there is none.</param>
    /// <param name="future">Where the car went: the target, and nothing else.</param>
    public EgoExample(string scene, EgoState ego, Command? command, Trajectory future)
    {
        ArgumentException.ThrowIfNullOrEmpty(scene);
        ArgumentNullException.ThrowIfNull(ego);
        ArgumentNullException.ThrowIfNull(future);
        if (future.Points.Count != Trajectory.Steps)
        {
            throw new ArgumentException($"A future has {Trajectory.Steps} points, this one has {future.Points.Count}.", nameof(future));
        }
        (Scene, Ego, Command, Future) = (scene, ego, command, future);
        Features = EgoFeatures.From(ego, command);
        for (int i = 0; i < Trajectory.Steps; i++)
        {
            (Target[2 * i], Target[2 * i + 1]) = ((float)future.Points[i].X, (float)future.Points[i].Y);
        }
    }

    /// <summary>Name of its scene.</summary>
    public string Scene { get; }

    /// <summary>The car's state.</summary>
    public EgoState Ego { get; }

    /// <summary>The route's command.</summary>
    public Command? Command { get; }

    /// <summary>Where the car went, six steps of 0.5 s.</summary>
    public Trajectory Future { get; }

    /// <summary>The 21 numbers of <see cref="EgoFeatures"/>.</summary>
    internal float[] Features { get; }

    /// <summary>x, y of the six steps, metres.</summary>
    internal float[] Target { get; } = new float[TargetCount];
}
