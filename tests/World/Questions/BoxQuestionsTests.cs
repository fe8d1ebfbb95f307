using VoxPilot.Core.Datasets;
using VoxPilot.World.Questions;

namespace VoxPilot.World.Tests.Questions;

public sealed class BoxQuestionsTests
{
    [Fact]
    public void Boxes_answer_how_many_where_how_far_and_whether_they_move()
    {
        Dictionary<string, string> answers = BoxQuestions.Of([Box("vehicle.car", 12, 0, 5), Box("vehicle.car", 0.5, 15), Box("human.pedestrian.adult", 25, 1)]).ToDictionary(q => q.Say(1), q => q.Answer);
        string[] asked = [.. answers.Keys];
        Assert.Equal("2", answers[Single("How many cars", "30 metres", not: "ahead")]);
        Assert.Equal("1", answers[Single("How many cars", "ahead within 40")]);
        Assert.Equal("yes", answers[Single("a car on the left")]);
        Assert.Equal("no", answers[Single("a car behind")]);
        Assert.Equal("ahead", answers[Single("nearest car: ahead")]);
        Assert.Equal("20 to 30 metres", answers[Single("nearest pedestrian: under")]);
        Assert.Equal("yes", answers[Single("nearest car ahead mov")]);
        Assert.Equal("no", answers[Single("nearest car on the left mov")]);
        Assert.DoesNotContain(asked, q => q.Contains("colour", StringComparison.Ordinal));

        string Single(string part, string other = "", string? not = null)
        {
            string[] found = [.. asked.Where(q => q.Contains(part, StringComparison.Ordinal) && q.Contains(other, StringComparison.Ordinal) && (not is null || !q.Contains(not, StringComparison.Ordinal)))];
            return found.Length == 1 ? found[0] : throw new InvalidOperationException($"'{part}': {string.Join(" | ", found.Length > 0 ? found : asked.Where(q => q.Contains("car", StringComparison.Ordinal)))}");
        }
    }

    [Fact]
    public void What_a_hidden_or_an_untold_box_would_change_is_not_asked()
    {
        AnnotatedBox near = Box("vehicle.car", 12, 0), hidden = Box("vehicle.car", -8, 0) with { Visibility = 1 };
        IReadOnlyList<BoxQuestion> seen = BoxQuestions.Of([near, hidden]), told = BoxQuestions.Of([near, hidden with { Visibility = 4 }], [near]);
        Assert.Equal(seen, told);
        Assert.DoesNotContain(seen, q => q.Pattern.Contains("a car behind", StringComparison.Ordinal) || q.Template == "side" && q.Pattern.Contains("nearest car", StringComparison.Ordinal));
        Assert.Contains(seen, q => q.Pattern.Contains("a car ahead", StringComparison.Ordinal) && q.Answer == "yes");
    }

    [Fact]
    public void Nothing_is_asked_of_what_has_no_class_and_of_unknown_speeds()
    {
        Assert.DoesNotContain(BoxQuestions.Of([Box("animal", 9, 0)]), q => q.Answer is "yes" or "1");
        Assert.DoesNotContain(BoxQuestions.Of([Box("vehicle.car", 12, 0, double.NaN), Box("movable_object.barrier", 0.5, 12)]), q => q.Template == "moving");
    }

    private static AnnotatedBox Box(string category, double x, double y, double speed = 0) =>
        new("t", "i", category, new(new(x, y, 1), new(4, 2, 1.6), 0), (speed, 0), 4, null, 10);
}
