namespace VoxPilot.Driving;

/// <summary>One file of a pack.</summary>
/// <param name="Name">Path below the pack's folder, with forward slashes.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
public sealed record PackFile(string Name, long Bytes, string Sha256);
