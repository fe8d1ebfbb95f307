using System.CommandLine;
using VoxPilot.Api.Hosting;

namespace VoxPilot.Api.Commands;

/// <summary>A command as it is kept in reports, runs and packs: to be read and repeated anywhere, without this machine's folders.</summary>
internal static class CommandLineText
{
    /// <summary>The command. Folders below the data root begin with $VOXPILOT_DATA, others of the user's with ~.</summary>
    public static string Of(ParseResult parsed) => Of(parsed.Tokens.Select(token => token.Value), DataRoot.FromEnvironment().Path, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    internal static string Of(IEnumerable<string> words, string dataRoot, string user)
    {
        (string Folder, string Name)[] known = [(dataRoot, "$" + DataRoot.Variable), (user, "~")];
        return "./voxpilot " + string.Join(' ', words.Select(word => Shortened(word, known)).Select(word => word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word));
    }

    private static string Shortened(string word, (string Folder, string Name)[] known)
    {
        foreach ((string folder, string name) in known)
        {
            if (folder.Length > 1 && word.StartsWith(folder, StringComparison.Ordinal) && (word.Length == folder.Length || word[folder.Length] == Path.DirectorySeparatorChar))
            {
                return name + word[folder.Length..];
            }
        }
        return word;
    }
}
