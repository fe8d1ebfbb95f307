using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace VoxPilot.Driving.Tests;

/// <summary>Finds the house's parts that a source or a project names, however it names them.</summary>
internal static partial class ForeignNames
{
    /// <summary>The name by which tensors are known.</summary>
    public const string Tensors = "TorchSharp";

    /// <summary>
    /// Parts that C# text names outside comments: by any kind of using, by a qualified name, in a string that would be loaded by name.
    /// A name that begins below VoxPilot counts by its second word; TorchSharp counts as itself.
    /// </summary>
    public static IEnumerable<string> InSource(string text) =>
        Named().Matches(Quoted().Replace(text, m => IsComment(m.Value) ? " " : m.Value)).Select(PartOf).Distinct();

    /// <summary>Parts whose namespaces a project file imports into all its sources.</summary>
    public static IEnumerable<string> InProject(XDocument project) =>
        project.Descendants("Using")
            .SelectMany(u => u.Attributes().Where(a => a.Name.LocalName is "Include" or "Update").Select(a => a.Value))
            .SelectMany(names => Named().Matches(names)).Select(PartOf).Distinct();

    private static bool IsComment(string token) => token.StartsWith("//", StringComparison.Ordinal) || token.StartsWith("/*", StringComparison.Ordinal);

    private static string PartOf(Match name) => name.Groups["part"] is { Success: true, Value: var part } ? part : Tensors;

    // strings and characters are matched only so that what looks like a comment inside them is none
    [GeneratedRegex("""
        "{3,}.*?"{3,}|@\$?"(?:[^"]|"")*"|\$@"(?:[^"]|"")*"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'|//[^\n]*|/\*.*?\*/
        """, RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bVoxPilot\s*\.\s*(?<part>\w+)|\bTorchSharp\b")]
    private static partial Regex Named();
}
