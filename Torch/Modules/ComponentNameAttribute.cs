namespace TorchSharp.Utils;

/// <summary>Names a module's field in state dicts where that name cannot be a field's.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    /// <summary>The name.</summary>
    public string? Name { get; set; }
}
