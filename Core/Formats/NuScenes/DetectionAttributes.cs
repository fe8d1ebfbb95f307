using System.Text;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Names of the attributes in files of detections.</summary>
public static class DetectionAttributes
{
    private static readonly byte[][] Utf8Names;

    static DetectionAttributes() => Utf8Names = [.. Names.Select(Encoding.UTF8.GetBytes)];

    /// <summary>The names in the order of <see cref="DetectionAttributeKind"/>; the first is empty.</summary>
    public static IReadOnlyList<string> Names { get; } = ["", .. NuScenesVocabulary.Attributes.Select(row => row.Name)];

    /// <summary>The attribute of a name; null where there is none. No name and an empty one are <see cref="DetectionAttributeKind.None"/>.</summary>
    public static DetectionAttributeKind? Find(string? name) => Find(Encoding.UTF8.GetBytes(name ?? ""));

    /// <inheritdoc cref="Find(string)"/>
    internal static DetectionAttributeKind? Find(ReadOnlySpan<byte> name)
    {
        for (int i = 0; i < Utf8Names.Length; i++)
        {
            if (name.SequenceEqual(Utf8Names[i]))
            {
                return (DetectionAttributeKind)i;
            }
        }
        return null;
    }
}
