namespace VoxPilot.Core.Metrics.Captions;

/// <summary>A figure of a caption protocol.</summary>
/// <param name="Id">Identifier within its protocol: <c>cider</c>, <c>rouge-l</c>, <c>meteor</c>, <c>bleu-4</c>.</param>
/// <param name="Title">As the field calls it: CIDEr, ROUGE-L, METEOR, BLEU-4.</param>
/// <param name="Convention">By whose rules.</param>
/// <param name="Measure">The figure over scenes.</param>
/// <param name="PerSample">The figure of each pair, in the order in which they were added.</param>
public sealed record CaptionMeasure(string Id, string Title, string Convention, ISceneMeasure Measure, IReadOnlyList<double> PerSample);
