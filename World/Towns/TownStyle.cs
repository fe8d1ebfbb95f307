namespace VoxPilot.World.Towns;

/// <summary>What makes towns differ, so that crossing from one to another can be studied.</summary>
/// <param name="Architecture">How houses look.</param>
/// <param name="Vegetation">Which plants grow.</param>
/// <param name="LeftHandTraffic">True where cars drive on the left.</param>
public sealed record TownStyle(Architecture Architecture, Vegetation Vegetation, bool LeftHandTraffic);
