using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Api.Options;

/// <summary>What an uploaded data set may hold; section <c>VoxPilot:Jobs:Uploads</c>.</summary>
internal sealed record UploadOptions
{
    /// <summary>Bytes of the archive.</summary>
    [Range(1024, 1L << 44)]
    public long ArchiveBytes { get; init; } = 8L << 30;

    /// <summary>Bytes of all files in it.</summary>
    [Range(1024, 1L << 44)]
    public long Bytes { get; init; } = 32L << 30;

    /// <summary>Files in it.</summary>
    [Range(1, 100_000_000)]
    public int Files { get; init; } = 2_000_000;
}
