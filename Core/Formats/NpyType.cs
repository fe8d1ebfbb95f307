using System.Diagnostics.CodeAnalysis;

namespace VoxPilot.Core.Formats;

/// <summary>Element types of NumPy arrays that are read and written here, all little-endian.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are NumPy's names of the types.")]
public enum NpyType
{
    /// <summary>|b1, one byte, 0 or 1.</summary>
    Bool,

    /// <summary>|u1.</summary>
    UInt8,

    /// <summary>|i1.</summary>
    Int8,

    /// <summary>&lt;i2.</summary>
    Int16,

    /// <summary>&lt;u2.</summary>
    UInt16,

    /// <summary>&lt;i4.</summary>
    Int32,

    /// <summary>&lt;i8.</summary>
    Int64,

    /// <summary>&lt;f2.</summary>
    Float16,

    /// <summary>&lt;f4.</summary>
    Float32,

    /// <summary>&lt;f8.</summary>
    Float64,
}
