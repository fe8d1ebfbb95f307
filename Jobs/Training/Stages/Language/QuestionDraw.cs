using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Llm;
using VoxPilot.World.Questions;

namespace VoxPilot.Jobs.Training;

/// <summary>Draws questions of key frames.</summary>
/// <param name="tokens">Cuts texts.</param>
/// <param name="mix">How many of which.</param>
/// <param name="drills">Makes further closed questions from boxes; null: none are made.</param>
internal sealed class QuestionDraw(PromptTokens tokens, QuestionMix mix, DrillBook? drills = null)
{
    private const string Closed = "closed";

    /// <summary>Questions of a key frame; as many as have room.</summary>
    /// <param name="keyframe">The key frame, with its questions.</param>
    /// <param name="random">Gives numbers of [0, 1).</param>
    /// <param name="told">The boxes that the model is told of, where it is told of boxes.</param>
    public IReadOnlyList<TrainedTurn> Take(Keyframe keyframe, Func<double> random, IReadOnlyList<AnnotatedBox>? told = null) => Take(keyframe, Drill(keyframe, random, told), random);

    /// <summary>Closed questions that are made from a key frame's boxes.</summary>
    public IReadOnlyList<BoxQuestion> Drill(Keyframe keyframe, Func<double> random, IReadOnlyList<AnnotatedBox>? told = null) =>
        drills is null ? [] : drills.Take(told is null ? BoxQuestions.Of(keyframe.Boxes) : BoxQuestions.Of(keyframe.Boxes, told), mix.Drills, random);

    /// <summary>Questions of a key frame; as many as have room.</summary>
    /// <param name="keyframe">The key frame, with its questions.</param>
    /// <param name="drilled">Closed questions besides; they come last.</param>
    /// <param name="random">Gives numbers of [0, 1).</param>
    public IReadOnlyList<TrainedTurn> Take(Keyframe keyframe, IReadOnlyList<BoxQuestion> drilled, Func<double> random)
    {
        string? location = random() < mix.LocationShare ? keyframe.Frame.Location : null;
        int room = mix.Tokens;
        List<TrainedTurn> turns = [];
        foreach (QuestionAnswer question in Shuffled(keyframe.Questions, random))
        {
            TrainedTurn turn = Turn(question, location, random);
            if (turn.Tokens.Length <= room)
            {
                turns.Add(turn);
                room -= turn.Tokens.Length;
            }
        }
        turns.AddRange(drilled.Select(q => Turn(new(Closed, q.Say((ulong)(random() * int.MaxValue)), q.Answer), location, random)));
        return turns;
    }

    /// <summary>The closed questions of a key frame, in its order, as at test time.</summary>
    public IReadOnlyList<(QuestionAnswer Question, TrainedTurn Turn)> AllClosed(Keyframe keyframe) =>
        [.. (keyframe.Questions?.Closed ?? []).DistinctBy(q => q.Question).Select(q => (q, tokens.Turn(q.Question, q.Answer, keyframe.Frame.Location)))];

    private TrainedTurn Turn(QuestionAnswer question, string? location, Func<double> random)
    {
        double words = random(), which = random(), blind = random();
        string answer = question.References.Count > 0 && words < mix.OtherWordings ? question.References[(int)(which * question.References.Count)] : question.Answer;
        return tokens.Turn(question.Question, answer, location) with
        {
            Weight = question.Kind == Closed ? mix.ClosedWeight : 1,
            Blind = blind < mix.BlindShare,
        };
    }

    // In random order, those of more weight sooner (Efraimidis and Spirakis).
    private List<QuestionAnswer> Shuffled(OmniDriveAnnotations? questions, Func<double> random) => questions is null
        ? []
        : new[] { questions.Description, questions.Action, questions.Planning }.OfType<QuestionAnswer>()
            .Concat(questions.Vqa).Concat(questions.Conversation).Concat(questions.Closed)
            .Select(question => (question, Key: -Math.Log(1 - random()) / (question.Kind == Closed ? mix.ClosedShare : 1)))
            .OrderBy(pair => pair.Key)
            .Select(pair => pair.question)
            .ToList();
}
