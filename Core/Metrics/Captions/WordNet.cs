using System.Text;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// Synonyms from WordNet 3.0's database files (<c>index.*</c>, <c>data.*</c>, <c>*.exc</c>; man wndb), found as nltk's WordNet reader finds
/// them: base forms of each part of speech by the exception lists and the suffix rules of Morphy, and all words of all their synsets.
/// </summary>
public sealed class WordNet
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string FolderVariable = "VOXPILOT_WORDNET";

    /// <summary>Where Debian's package wordnet-base puts the files.</summary>
    public const string DefaultFolder = "/usr/share/wordnet";

    private static readonly string[] Parts = ["noun", "verb", "adj", "adv"];
    private readonly WordNetPart[] parts;

    private WordNet(WordNetPart[] parts) => this.parts = parts;

    /// <summary>Reads the files of a folder, about 28 MB.</summary>
    /// <exception cref="FileNotFoundException">A file is absent.</exception>
    public static WordNet Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return new([.. Parts.Select(part => WordNetPart.Read(folder, part))]);
    }

    /// <summary>The folder that <see cref="FolderVariable"/> names, or else <see cref="DefaultFolder"/>; null where there is neither.</summary>
    /// <exception cref="FileNotFoundException">The variable names a folder without the files.</exception>
    public static WordNet? Find()
    {
        string? named = Environment.GetEnvironmentVariable(FolderVariable);
        return !string.IsNullOrEmpty(named) ? Open(named) : File.Exists(Path.Combine(DefaultFolder, "index.noun")) ? Open(DefaultFolder) : null;
    }

    /// <summary>Single words (no collocations) of all synsets that a word, or a base form of it, is in; with capitals where they have some.</summary>
    /// <param name="word">The word, in lower case.</param>
    public IReadOnlySet<string> Synonyms(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        HashSet<string> found = new(StringComparer.Ordinal);
        if (!Ascii.IsValid(word))
        {
            return found; // the files have ASCII only
        }
        foreach (WordNetPart part in parts)
        {
            foreach (string form in part.BaseForms(word))
            {
                part.AddWords(form, found);
            }
        }
        return found;
    }
}
