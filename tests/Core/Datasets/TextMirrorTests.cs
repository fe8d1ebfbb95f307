using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Formats;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class TextMirrorTests
{
    [Theory]
    [InlineData("A van behind on the left at (-1.5, +3.1) turns right.", "A van behind on the right at (-1.5, -3.1) turns left.")]
    [InlineData("Left of us, 2 metres away.", "Right of us, 2 metres away.")]
    [InlineData("location: (+2.1, 0.0), angle in degrees: +179.7, velocity: (0.0, -1.4).", "location: (+2.1, 0.0), angle in degrees: -179.7, velocity: (0.0, +1.4).")]
    [InlineData("[PT, (+2.50, +0.24), (+4.90, -0.96)]", "[PT, (+2.50, -0.24), (+4.90, +0.96)]")]
    [InlineData("The right action for our car is to turn left.", "The right action for our car is to turn right.")]
    [InlineData("It is right to stop, and all right. Who has the right of way on the right?", "It is right to stop, and all right. Who has the right of way on the left?")]
    [InlineData("Where is the nearest car: ahead, left, behind or right?", "Where is the nearest car: ahead, left, behind or right?")]
    [InlineData("How far is it to the bright leftovers?", "How far is it to the bright leftovers?")]
    [InlineData("at (3.5, 2.0)", "at (3.5, -2.0)")]
    public void Sides_places_and_angles_change_and_nothing_else_does(string text, string mirrored) => Assert.Equal(mirrored, TextMirror.Apply(text));

    [Theory]
    [InlineData("Which way: left, right or straight? Right.")]
    [InlineData("A car ahead on the left at (+12.3, -4.5), angle in degrees: -90.0, is turning right; it is right for us to wait.")]
    public void Twice_is_the_same(string text) => Assert.Equal(text, TextMirror.Apply(TextMirror.Apply(text)));

    [Fact]
    public void A_question_is_mirrored_with_all_that_belongs_to_it()
    {
        QuestionAnswer question = new("counterfactual", "Turn left?", "no, (+1.0, -2.0)") { References = ["left"], Path = [(1, 2), (3, -4)], Template = "what_if" };
        QuestionAnswer mirrored = TextMirror.Apply(question);
        Assert.Equal(("Turn right?", "no, (+1.0, +2.0)", "what_if"), (mirrored.Question, mirrored.Answer, mirrored.Template));
        Assert.Equal(["right"], mirrored.References);
        Assert.Equal([(1, -2), (3, 4)], mirrored.Path!);
    }
}
