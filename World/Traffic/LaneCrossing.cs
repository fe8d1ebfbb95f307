namespace VoxPilot.World.Traffic;

/// <summary>A crossing as seen from a lane.</summary>
/// <param name="Crossing">Which one.</param>
/// <param name="Along">Arc length of its middle on the lane.</param>
/// <param name="Width">Its width, metres.</param>
/// <param name="Abreast">Where the lane's middle is on the way across, metres from the crossing's start.</param>
internal readonly record struct LaneCrossing(int Crossing, double Along, double Width, double Abreast);
