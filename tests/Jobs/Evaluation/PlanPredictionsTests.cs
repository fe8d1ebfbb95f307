using VoxPilot.Jobs.Evaluation;

namespace VoxPilot.Jobs.Tests.Evaluation;

public sealed class PlanPredictionsTests : IDisposable
{
    private const string Six = "[[1,0],[2,0],[3,0],[4,0],[5,0],[6,0]]";

    private readonly string file = Path.GetTempFileName();

    [Fact]
    public void Plans_are_read_with_their_scores()
    {
        PlanPredictions plans = Read("""{"anchors":[{"command":"left","points":SIX}],"plans":{"a":{"points":SIX,"scores":[0.5]},"b":{"points":SIX}}}""");
        Assert.Equal((6, 0), plans.Plan("a").Points[^1]);
        Assert.Equal(0.5f, Assert.Single(plans.Scored("a")!).Score);
        Assert.Null(plans.Scored("b"));
    }

    [Theory]
    [InlineData("{", "no file of plans")]
    [InlineData("""{"plans":{},"more":1}""", "more")]
    [InlineData("""{"plans":{"a":{"points":[[1,0]]}}}""", "6 finite points")]
    [InlineData("""{"plans":{"a":{"points":SIX,"scores":[0.5]}}}""", "each of the 0 anchors")]
    [InlineData("""{"anchors":[{"command":"left","points":SIX}],"plans":{"a":{"points":SIX,"scores":[1.5]}}}""", "0 to 1")]
    public void Plans_that_cannot_be_meant_are_refused(string json, string words)
    {
        string message = Assert.Throws<EvaluationException>(() => Read(json)).Message;
        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(file);

    private PlanPredictions Read(string json)
    {
        File.WriteAllText(file, json.Replace("SIX", Six, StringComparison.Ordinal));
        return PlanPredictions.Read(file);
    }
}
