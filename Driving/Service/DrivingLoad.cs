namespace VoxPilot.Driving;

/// <summary>What the service holds and has to do at one moment.</summary>
/// <param name="Scenes">Scenes kept.</param>
/// <param name="SceneBytes">Memory that they hold.</param>
/// <param name="Queued">Work items that wait for the device.</param>
/// <param name="QueueLimit">Work items that may wait.</param>
public sealed record DrivingLoad(int Scenes, long SceneBytes, int Queued, int QueueLimit);
