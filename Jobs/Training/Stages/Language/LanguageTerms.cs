using VoxPilot.Llm;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>What is minimised and watched of answers.</summary>
internal static class LanguageTerms
{
    /// <summary>The text loss, and the share of answers that greedy decoding would give to the letter.</summary>
    public static List<LossTerm> Of(SceneStates states) => states.Loss is { } loss
        ? [new("text", loss), new("text.exact", tensor((float)states.Exact.Count(exact => exact) / states.Exact.Count), Minimised: false)]
        : [];
}
