namespace VoxPilot.Driving;

/// <summary>There is an adapter of that name already.</summary>
public sealed class AdapterExistsException(string name) : Exception($"There is an adapter '{name}' already; drop it first, or take another name.")
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
