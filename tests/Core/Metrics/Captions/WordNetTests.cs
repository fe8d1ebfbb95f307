using VoxPilot.Core.Metrics.Captions;

namespace VoxPilot.Core.Tests.Metrics.Captions;

public sealed class WordNetTests
{
    [Theory]
    [InlineData("car", "auto automobile gondola machine motorcar railcar")]
    [InlineData("mice", "mouse shiner")] // an exception of nouns
    [InlineData("mice's", "")]
    [InlineData("trucks", "truck")]
    [InlineData("better", "good well")] // exceptions of adjectives and adverbs
    [InlineData("monday", "Monday Mon")] // capitals stay
    [InlineData("alive", "live")] // the marker (p) goes
    [InlineData("café", "")]
    [InlineData("", "")]
    public void Words_of_all_synsets_of_all_base_forms_are_found(string word, string some)
    {
        IReadOnlySet<string> found = RequiredWordNet.Get().Synonyms(word);
        Assert.Equal(some.Length == 0, found.Count == 0);
        Assert.Subset(found.ToHashSet(), some.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
        Assert.DoesNotContain(found, synonym => synonym.Contains('_') || synonym.Contains('('));
    }

    [Fact]
    public void A_folder_without_the_files_is_named()
    {
        string folder = Path.GetTempPath();
        string message = Assert.Throws<FileNotFoundException>(() => WordNet.Open(folder)).Message;
        Assert.Contains(folder, message, StringComparison.Ordinal);
        Assert.Contains(WordNet.FolderVariable, message, StringComparison.Ordinal);
    }
}
