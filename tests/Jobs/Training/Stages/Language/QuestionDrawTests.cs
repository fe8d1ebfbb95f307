using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;

namespace VoxPilot.Jobs.Tests.Training.Stages.Language;

public sealed class QuestionDrawTests : IClassFixture<SmallLanguage>, IDisposable
{
    private readonly LlamaRuntime vocabulary;
    private readonly PromptTokens tokens;
    private readonly Keyframe keyframe;

    public QuestionDrawTests(SmallLanguage small)
    {
        vocabulary = LlamaRuntime.Load(small.Pack.PathOf(PackFiles.Language), new() { VocabularyOnly = true });
        tokens = new(vocabulary);
        keyframe = small.Data.Read(4, KeyframeParts.Questions | KeyframeParts.Boxes);
    }

    public void Dispose() => vocabulary.Dispose();

    [Fact]
    public void As_many_are_drawn_as_have_room_and_over_many_draws_every_short_one_comes()
    {
        Random random = new(3);
        QuestionDraw draw = new(tokens, new() { Tokens = 200, OtherWordings = 0, LocationShare = 0, BlindShare = 0 });
        HashSet<string> seen = [];
        for (int i = 0; i < 200; i++)
        {
            IReadOnlyList<TrainedTurn> turns = draw.Take(keyframe, random.NextDouble);
            Assert.InRange(turns.Sum(turn => turn.Tokens.Length), 1, 200);
            Assert.All(turns, turn => Assert.False(turn.Blind));
            seen.UnionWith(turns.Select(turn => string.Join(' ', turn.Tokens)));
        }
        Assert.All(
            keyframe.Questions!.Closed.Concat(keyframe.Questions.Conversation).Select(q => tokens.Turn(q.Question, q.Answer)).Where(turn => turn.Tokens.Length < 100),
            turn => Assert.Contains(string.Join(' ', turn.Tokens), seen));
    }

    [Fact]
    public void Shares_of_blind_questions_of_locations_and_of_other_wordings_are_kept_to()
    {
        Random random = new(4);
        QuestionDraw never = new(tokens, new() { Tokens = 300, BlindShare = 0, LocationShare = 0, OtherWordings = 0 }), always = new(tokens, new() { Tokens = 300, BlindShare = 1, LocationShare = 1, OtherWordings = 1 });
        int[] place = tokens.Turn("Q", "A", keyframe.Frame.Location).Tokens[..8], nowhere = tokens.Turn("Q", "A").Tokens[..2];
        for (int i = 0; i < 20; i++)
        {
            Assert.All(always.Take(keyframe, random.NextDouble), turn => Assert.True(turn.Blind && turn.Tokens.AsSpan().StartsWith(place)));
            Assert.All(never.Take(keyframe, random.NextDouble), turn => Assert.True(!turn.Blind && turn.Tokens.AsSpan().StartsWith(nowhere) && !turn.Tokens.AsSpan().StartsWith(place)));
        }
        HashSet<string> first = [.. Answers(never)], other = [.. Answers(always)];
        Assert.NotEmpty(other.Except(first));

        IEnumerable<string> Answers(QuestionDraw draw) => Enumerable.Range(0, 50).SelectMany(_ => draw.Take(keyframe, random.NextDouble)).Where(turn => turn.Weight == 1).Select(turn => string.Join(' ', turn.Tokens[turn.Asked..]));
    }

    [Fact]
    public void A_list_of_objects_names_the_nearest_that_can_be_seen()
    {
        string list = ObjectList.Of(keyframe, ObjectList.Boxes(keyframe, 5));
        Assert.True(list.Count(c => c == ';') <= 7, list);
        AnnotatedBox nearest = keyframe.Boxes.Where(b => b.Visibility >= 2).MinBy(b => b.Box.Center.X * b.Box.Center.X + b.Box.Center.Y * b.Box.Center.Y)!;
        Assert.Contains(FormattableString.Invariant($"({nearest.Box.Center.X:+0.0;-0.0;0.0}, {nearest.Box.Center.Y:+0.0;-0.0;0.0})"), list, StringComparison.Ordinal);
        Assert.DoesNotContain("vehicle.", list, StringComparison.Ordinal);
        Assert.DoesNotContain("(", ObjectList.Of(keyframe, []), StringComparison.Ordinal);
    }
}
