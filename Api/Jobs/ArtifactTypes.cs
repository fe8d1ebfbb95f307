using System.Net.Mime;

namespace VoxPilot.Api.Jobs;

/// <summary>Media types of the files that jobs leave.</summary>
internal static class ArtifactTypes
{
    /// <summary>The type of a file.</summary>
    public static string Of(string path) => Path.GetExtension(path) switch
    {
        ".png" => "image/png",
        ".json" => MediaTypeNames.Application.Json,
        ".html" => "text/html; charset=utf-8",
        ".txt" or ".md" or ".jsonl" => "text/plain; charset=utf-8",
        _ => MediaTypeNames.Application.Octet,
    };
}
