using System.Text.RegularExpressions;

using VoxPilot.Core.Formats;
using VoxPilot.World.Questions;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Questions;

/// <summary>Language: five wordings of the same facts, and sentences without slips.</summary>
public sealed partial class ReferenceTests
{
    private static readonly Lazy<List<OmniDriveAnnotations>> Frames = new(() => [.. Enumerable.Range(0, 10).AsParallel().AsOrdered().SelectMany(i =>
    {
        MadeDrive drive = MadeDrive.Random((ulong)(900 + i));
        Recording recording = drive.Record();
        return recording.Keyframes.Select(moment => KeyframeQuestions.Create(recording, moment, drive.Boxes(recording, moment)));
    })]);

    private static IEnumerable<QuestionAnswer> Open => Frames.Value.SelectMany(frame => (QuestionAnswer[])[frame.Description!, frame.Action!, .. frame.Vqa, .. frame.Conversation]);

    [Fact]
    public void Each_open_answer_has_five_more_wordings_all_different()
    {
        foreach (QuestionAnswer qa in Open)
        {
            Assert.Equal(5, qa.References.Count);
            Assert.Equal(6, qa.References.Append(qa.Answer).Distinct().Count());
        }
    }

    [Fact]
    public void All_wordings_have_the_same_numbers_and_the_same_classes()
    {
        foreach (QuestionAnswer qa in Open)
        {
            Assert.All(qa.References, reference =>
            {
                Assert.Equal(Numbers(qa.Answer), Numbers(reference));
                Assert.Equal(Classes(qa.Answer), Classes(reference));
            });
        }
    }

    [Fact]
    public void No_text_has_a_placeholder_a_double_space_or_an_open_end()
    {
        foreach (QuestionAnswer qa in Open.Concat(Frames.Value.SelectMany(frame => frame.Closed)))
        {
            Assert.All(qa.References.Append(qa.Question), text =>
            {
                Assert.DoesNotMatch(@"[{}<>|]|  | [.,;?]|\.\.|^\s|\s$", text);
                Assert.Matches("^[A-Z].*[.?]$", text);
            });
        }
    }

    [Fact]
    public void Articles_and_numbers_agree_with_their_nouns()
    {
        foreach (string text in Open.SelectMany(qa => qa.References.Append(qa.Question)))
        {
            Assert.DoesNotMatch(@"\b[Aa] [aeio]|\b[Aa]n [^aeio]", text);
            Assert.DoesNotMatch(@"\b1 (car|truck|bus|trailer|construction vehicle|motorcycle|bicycle|pedestrian|barrier|traffic cone|object|lane|metre)e?s\b", text);
            Assert.DoesNotMatch(@"\b([02-9]|\d\d+) (car|truck|bus|trailer|construction vehicle|motorcycle|bicycle|pedestrian|barrier|traffic cone|object|lane|metre)\b", text);
            Assert.DoesNotMatch(@"\b(there are|There are) 1 |\b([Tt]here is) ([2-9]|\d\d)", text);
        }
    }

    [Fact]
    public void Conversations_have_three_to_five_rounds_and_frames_two_counterfactuals()
    {
        Assert.All(Frames.Value, frame => Assert.InRange(frame.Conversation.Count, 3, 5));
        Assert.All(Frames.Value, frame => Assert.Equal(frame.Conversation.Count, frame.Conversation.Select(qa => qa.Question).Distinct().Count()));
        List<OmniDriveAnnotations> whole = [.. Frames.Value.Where(frame => frame.Planning is not null)];
        Assert.InRange(whole.Count(frame => frame.Vqa.Count(qa => qa.Kind == "counterfactual") == 2) / (double)whole.Count, 0.9, 1);
        Assert.All(Frames.Value.Where(frame => frame.Planning is null), frame => Assert.DoesNotContain(frame.Vqa, qa => qa.Kind == "counterfactual"));
    }

    private static List<string> Numbers(string text) => [.. Number().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    private static List<string> Classes(string text) => [.. Class().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"[+-]?\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b([Cc]yclist|[Mm]otorcyclist|[Cc]hild|road worker|truck|bus|trailer|construction vehicle|motorcycle|bicycle|pedestrian|barrier|traffic cone)")]
    private static partial Regex Class();
}
