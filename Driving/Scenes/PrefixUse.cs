using VoxPilot.Llm;

namespace VoxPilot.Driving;

/// <summary>A prefix for the time of one answer.</summary>
/// <param name="prefix">The prefix.</param>
/// <param name="end">Called when the answer has ended; null where nothing has to be done.</param>
internal sealed class PrefixUse(LanguagePrefix prefix, Action? end = null) : IDisposable
{
    /// <summary>The prefix.</summary>
    public LanguagePrefix Prefix { get; } = prefix;

    public void Dispose() => end?.Invoke();
}
