namespace VoxPilot.Torch;

/// <summary>A checkpoint file: one pickled object, and the storages that it refers to.</summary>
internal interface ICheckpointArchive : IDisposable
{
    /// <summary>The pickled object.</summary>
    object? Root { get; }

    /// <summary>Fills the target with a storage's bytes, from an offset in bytes on.</summary>
    void Read(PickledStorage storage, long offset, Span<byte> target);
}
