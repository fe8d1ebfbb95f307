using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Metrics;
using VoxPilot.Driving;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Reads key frames with the truth that the tasks need. Used by one thread at a time.</summary>
internal sealed class KeyframeSource
{
    private static readonly int[] Steps = [2, 4, 6]; // key frames to 1, 2 and 3 s

    private readonly Population population;
    private readonly QuestionChoice questions;
    private readonly FrameDegradation degradation;
    private readonly KeyframeParts parts;
    private readonly bool occupancy, forecast;
    private readonly Dictionary<string, int> lengths;
    private readonly List<LidarPose> places = []; // of the LiDAR, in the scene at hand
    private string placesOf = "";
    private readonly Dictionary<int, Occ3DLabels?> labels = []; // of key frames that are needed again soon

    /// <param name="population">Which key frames.</param>
    /// <param name="options">What is measured.</param>
    /// <param name="degradation">What is done to their images.</param>
    /// <param name="images">Whether a model looks at the images; where none does, rendered ones are compared with them.</param>
    public KeyframeSource(Population population, EvaluationOptions options, FrameDegradation degradation, bool images)
    {
        (this.population, this.degradation) = (population, degradation);
        questions = new(options);
        bool views = options.Tasks.Contains(EvaluationTask.Views) && !images;
        forecast = options.Tasks.Contains(EvaluationTask.Forecast);
        occupancy = forecast || options.Tasks.Contains(EvaluationTask.Occupancy);
        parts = (images ? KeyframeParts.Images : 0)
            | (options.Tasks.Contains(EvaluationTask.Detection) || options.Tasks.Contains(EvaluationTask.Planning) || options.Tasks.Contains(EvaluationTask.Captions) ? KeyframeParts.Boxes : 0)
            | (views ? KeyframeParts.Images | KeyframeParts.Dense : 0)
            | (questions.AsksAny ? KeyframeParts.Questions : 0);
        lengths = Enumerable.Range(0, population.Dataset.Count).Select(population.Dataset.Scene).GroupBy(name => name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
    }

    /// <summary>Reads a key frame.</summary>
    /// <exception cref="DatasetException">A file is missing or damaged; it is named.</exception>
    public EvaluationKeyframe Read(int index)
    {
        Keyframe keyframe = population.Dataset.Read(index, parts);
        Forget(index);
        if (occupancy)
        {
            keyframe = keyframe with { Occupancy = Labels(index) };
        }
        int inScene = keyframe.Index, length = lengths[keyframe.Scene];
        return new()
        {
            Index = index,
            Scene = population.Position(keyframe.Scene),
            SceneLength = length,
            Keyframe = keyframe,
            Frame = degradation.Apply(keyframe.Frame, keyframe.Token),
            Ahead = [.. Steps.Select(step => forecast && inScene + step < length ? Labels(index + step) : null)],
            LidarOrigins = keyframe.Occupancy is null ? [] : LidarOrigins.Of(Places(index - inScene, length, keyframe.Scene), inScene),
            Motion = keyframe is { Future: { } future, FutureSteps: Core.Trajectory.Steps } ? MotionCode.FromTrajectory(future) : null,
            Questions = questions.Of(keyframe.Questions),
        };
    }

    private Occ3DLabels? Labels(int index)
    {
        if (!labels.TryGetValue(index, out Occ3DLabels? read))
        {
            labels[index] = read = population.Dataset.Read(index, KeyframeParts.Occupancy).Occupancy;
        }
        return read;
    }

    private List<LidarPose> Places(int first, int count, string scene)
    {
        if (placesOf != scene)
        {
            places.Clear();
            placesOf = scene;
            for (int i = first; i < first + count; i++)
            {
                Keyframe keyframe = population.Dataset.Read(i, KeyframeParts.None);
                places.Add(new(keyframe.Frame.Ego!.EgoToWorld!.Value, keyframe.LidarToEgo));
            }
        }
        return places;
    }

    private void Forget(int before)
    {
        foreach (int old in labels.Keys.Where(k => k < before).ToArray())
        {
            labels.Remove(old);
        }
    }
}
