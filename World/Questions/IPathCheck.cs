using VoxPilot.World.Traffic;

namespace VoxPilot.World.Questions;

/// <summary>Says what would happen if our own car followed a path while all others did what they did in the recording.</summary>
internal interface IPathCheck
{
    /// <summary>What happens along a path of six points, 0.5 s apart, ego frame of the moment; three seconds must have been recorded.</summary>
    PathOutcome Check(Recording recording, int moment, IReadOnlyList<(double X, double Y)> path);
}
