namespace VoxPilot.Core.Metrics.Captions;

/// <summary>A set of caption measures with one way to split texts into words.</summary>
public interface ICaptionProtocol
{
    /// <summary>Identifier: <c>hermes</c>, <c>coco</c>.</summary>
    string Id { get; }

    /// <summary>Whose protocol it is, and what it does to the texts.</summary>
    string Title { get; }

    /// <summary>Adds a pair.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="hypothesis">What was answered; may be empty.</param>
    /// <param name="references">What would have been right, one or more texts.</param>
    void Add(int scene, string hypothesis, IReadOnlyList<string> references);

    /// <summary>The figures over all pairs so far, the most quoted first.</summary>
    IReadOnlyList<CaptionMeasure> Measures();
}
