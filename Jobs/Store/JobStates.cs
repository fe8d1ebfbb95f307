namespace VoxPilot.Jobs.Store;

/// <summary>States as words: in the store and in the API.</summary>
public static class JobStates
{
    private static readonly (JobState State, string Word)[] Words =
    [
        (JobState.Queued, "queued"), (JobState.Running, "running"), (JobState.Succeeded, "succeeded"), (JobState.Failed, "failed"), (JobState.Cancelled, "cancelled"),
    ];

    /// <summary>All words.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Words.Select(pair => pair.Word)];

    /// <summary>The word for a state.</summary>
    public static string Word(this JobState state) => Words.First(pair => pair.State == state).Word;

    /// <summary>The state of a word.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public static JobState Of(string word) =>
        Words.Where(pair => pair.Word == word).Select(pair => (JobState?)pair.State).FirstOrDefault()
        ?? throw new ArgumentException($"'{word}' is no state of a job; the states are {string.Join(", ", All)}.", nameof(word));
}
