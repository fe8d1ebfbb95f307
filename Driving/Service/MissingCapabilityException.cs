namespace VoxPilot.Driving;

/// <summary>The pack in service has no network for what was asked of it.</summary>
public sealed class MissingCapabilityException : Exception
{
    /// <summary>Says what the pack lacks.</summary>
    /// <param name="pack">Name of the pack.</param>
    /// <param name="capability">What was asked for, as capabilities are named.</param>
    /// <param name="remedy">What to do about it.</param>
    public MissingCapabilityException(string pack, string capability, string remedy) : base($"The pack {pack} has no {capability}. {remedy}") => Capability = capability;

    /// <summary>What was asked for.</summary>
    public string Capability { get; }
}
