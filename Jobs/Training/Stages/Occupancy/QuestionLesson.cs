using VoxPilot.Core.Datasets;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.World.Questions;
using static TorchSharp.torch.nn;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Closed questions that boxes answer, asked of the queries while the encoder learns (<see cref="QuestionProbe"/> behind a connector of its own). A bicycle is a
/// handful among ten thousand voxels and hardly counts in Chamfer distance; whether one is there is an answer like any other. Thrown away at the end.
/// </summary>
internal sealed class QuestionLesson : Module
{
    private const int MostAtOnce = 80;

    private readonly DrillBook drills;
    private readonly NumberedQuestions numbers;
    private readonly SceneConnector connector;
    private readonly QuestionProbe probe;

    /// <summary>With the library's own initial values, from its generator.</summary>
    /// <param name="drills">What is asked.</param>
    /// <param name="config">The connector's architecture, told the classes.</param>
    public QuestionLesson(DrillBook drills, ConnectorConfig config) : base(nameof(QuestionLesson))
    {
        this.drills = drills;
        numbers = new(drills);
        connector = new(config);
        probe = new(numbers, config.LanguageWidth);
        register_module(nameof(connector), connector);
        register_module(nameof(probe), probe);
    }

    /// <summary>The terms: cross-entropy of the answers, and the share that is right.</summary>
    /// <param name="queries">What is seen of the key frames, with class logits; its points get no gradient.</param>
    /// <param name="keyframes">The key frames, with boxes.</param>
    /// <param name="weight">Weight of the first.</param>
    /// <param name="random">Gives numbers of [0, 1).</param>
    public IEnumerable<LossTerm> Terms(OccupancyQueries queries, IReadOnlyList<Keyframe> keyframes, double weight, Func<double> random)
    {
        AskedNumbers asked = numbers.Of([.. keyframes.Select(keyframe => drills.Weigh(BoxQuestions.Of(keyframe.Boxes), MostAtOnce, random))]);
        return probe.Terms(connector.forward(queries.Features, queries.Points.detach(), queries.Logits), asked, weight);
    }
}
