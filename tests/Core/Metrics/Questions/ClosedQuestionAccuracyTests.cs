using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics;

public sealed class ClosedQuestionAccuracyTests
{
    [Theory]
    [InlineData("yes", "Yes.")]
    [InlineData("yes", "  \"YES\"! ")]
    [InlineData("2", "two")]
    [InlineData("0", "Zero.")]
    [InlineData("10 to 20 metres", "10 to 20  meters")]
    [InlineData("left", "**Left**")]
    public void Writing_does_not_matter(string truth, string answer) => Assert.True(ClosedAnswer.IsExact(truth, answer));

    [Theory]
    [InlineData("yes", "no")]
    [InlineData("yes", "Yes, there is a car.")]
    [InlineData("2", "2 cars")]
    [InlineData("2", "20")]
    [InlineData("left", "on the left")]
    [InlineData("10 to 20 metres", "15 metres")]
    [InlineData("no", "none")]
    [InlineData("no", "")]
    public void An_answer_that_is_not_the_truth_alone_is_wrong(string truth, string answer) => Assert.False(ClosedAnswer.IsExact(truth, answer));

    [Theory]
    [InlineData("yes", "Yes, there is a car.", true)]
    [InlineData("no", "No. The road is clear.", true)]
    [InlineData("left", "Left - behind the bus", true)]
    [InlineData("yes", "There is, yes.", false)]
    [InlineData("5", "5.5 metres", false)]
    public void The_first_clause_counts_apart_and_whole(string truth, string answer, bool right) => Assert.Equal(right, ClosedAnswer.IsFirstClause(truth, answer));

    [Fact]
    public void Templates_count_by_their_questions_over_all_and_once_in_the_mean()
    {
        ClosedQuestionAccuracy accuracy = new();
        accuracy.Add(0, "exists", "yes", "Yes");
        accuracy.Add(0, "exists", "no", "yes");
        accuracy.Add(1, "exists", "no", "No, the road is clear.");
        accuracy.Add(1, "count", "2", "two");
        accuracy.Reach(2);
        Assert.Equal(4, accuracy.Count);
        Assert.Equal(3, accuracy.Overall.Scenes);
        Assert.Equal(["count", "exists"], accuracy.Templates);
        Assert.Equal(50, accuracy.Overall.Value([1, 1, 1]));
        Assert.Equal(100 * (1 + 1 / 3.0) / 2, accuracy.MeanOverTemplates.Value([1, 1, 1]), 12);
        Assert.Equal(75, accuracy.FirstClause.Value([1, 1, 1]));
        Assert.Equal(100 / 3.0, accuracy.Of("exists").Value([1, 1, 1]), 12);
        Assert.Equal(3, accuracy.Of("exists").Count);
        Assert.Equal(50, accuracy.Overall.Value([1, 0, 5]));
        Assert.Equal(50, accuracy.MeanOverTemplates.Value([1, 0, 0])); // a draw without a count
        Assert.Equal(double.NaN, accuracy.Of("count").Value([1, 0, 0]));
        Assert.Throws<KeyNotFoundException>(() => accuracy.Of("colour"));
    }

    [Fact]
    public void The_floor_gives_each_templates_most_frequent_answer()
    {
        ClosedQuestionAccuracy accuracy = new();
        accuracy.Add(0, "exists", "no", "");
        accuracy.Add(0, "exists", "No", "");
        accuracy.Add(1, "exists", "yes", "");
        accuracy.Add(1, "side", "left", "");
        Assert.Equal(200 / 3.0, accuracy.FloorOf("exists").Value([1, 1]), 12);
        Assert.Equal(75, accuracy.OverallFloor.Value([1, 1]));
        Assert.Equal(100 * (2 / 3.0 + 1) / 2, accuracy.MeanFloor.Value([1, 1]), 12);
        Assert.Equal(100, accuracy.FloorOf("exists").Value([0, 1])); // the most frequent of the draw
        Assert.Equal([("no", 2L), ("yes", 1L)], accuracy.Truths("exists"));
    }

    [Fact]
    public void Rows_say_which_rule_they_follow_and_have_ids_of_their_own()
    {
        ClosedQuestionAccuracy accuracy = new();
        accuracy.Add(0, "side", "left", "left");
        accuracy.Add(0, "count", "2", "3");
        IReadOnlyList<MeasureRow> rows = accuracy.Rows();
        Assert.Equal(rows.Count, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(50, rows.Single(row => row.Id == "questions.closed.exact").Measure.Value([1]));
        Assert.Equal(0, rows.Single(row => row.Id == "questions.closed.exact.count").Measure.Value([1]));
        Assert.Equal(100, rows.Single(row => row.Id == "questions.closed.floor.count").Measure.Value([1]));
    }

    [Fact]
    public void A_truth_without_a_word_is_refused() =>
        Assert.Contains("exists", Assert.Throws<ArgumentException>(() => new ClosedQuestionAccuracy().Add(0, "exists", " . ", "yes")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_bootstrap_over_scenes_takes_all_figures()
    {
        ClosedQuestionAccuracy accuracy = new();
        Random random = new(2);
        for (int scene = 0; scene < 50; scene++)
        {
            for (int i = 0; i < 8; i++)
            {
                accuracy.Add(scene, i % 2 == 0 ? "exists" : "side", random.Next(2) == 0 ? "yes" : "no", random.Next(10) < 7 ? "yes" : "no");
            }
        }
        SceneEstimate estimate = new SceneBootstrap(50, replicates: 200).Estimate(accuracy.Overall);
        Assert.InRange(estimate.Value, 35, 65);
        Assert.InRange(estimate.High - estimate.Low, 5, 20);
    }
}
