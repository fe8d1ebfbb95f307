namespace VoxPilot.Core.Metrics;

/// <summary>
/// A figure over the scenes of a data set that can be computed again as if some scenes had been drawn more often than others. That is
/// all that a bootstrap over scenes needs, whether the figure is a mean, a ratio of counts or an average precision.
/// </summary>
public interface ISceneMeasure
{
    /// <summary>Number of scenes; scene s is the one that was added under position s.</summary>
    int Scenes { get; }

    /// <summary>How many things the figure is made of (key frames, pairs, boxes …), all scenes once.</summary>
    long Count { get; }

    /// <summary>The figure where scene s counts <paramref name="weights"/>[s] times; NaN where it is not defined.</summary>
    /// <param name="weights">One number, 0 or more, for each scene. All ones give the figure itself.</param>
    double Value(ReadOnlySpan<int> weights);
}
