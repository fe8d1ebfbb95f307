using VoxPilot.Core.Datasets;
using VoxPilot.Driving;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training.Stages.Language;

public sealed class AskedDataTests(SmallLanguage small) : IClassFixture<SmallLanguage>
{
    [Fact]
    public void Key_frames_with_questions_are_the_data_and_have_those_questions()
    {
        string token = small.Data.Token(2);
        AskedData data = AskedData.Open(small.Data, Write($$"""[ { "sample": "{{token}}", "question": " A? ", "answer": "b" }, { "sample": "{{token}}", "question": "C?", "answer": "d" } ]"""));
        Assert.Equal((1, 2), (data.Count, data.Questions));
        Assert.Equal(token, data.Token(0));
        Keyframe keyframe = data.Read(0, KeyframeParts.Questions);
        Assert.Equal([("A?", "b"), ("C?", "d")], keyframe.Questions!.Conversation.Select(q => (q.Question, q.Answer)));
        Assert.Empty(keyframe.Questions.Closed);
        Assert.Null(data.Read(0, KeyframeParts.None).Questions);
    }

    [Fact]
    public void Each_key_frame_is_seen_with_its_own_past_not_with_the_one_that_was_asked_about_before()
    {
        int[] asked = [1, 6];
        AskedData data = AskedData.Open(small.Data, Write($"[{string.Join(',', asked.Select(i => $$"""{ "sample": "{{small.Data.Token(i)}}", "question": "A?", "answer": "b" }"""))}]"));
        using DrivingModel model = DrivingModel.Load(small.Pack, "cpu");
        QueryShape shape = QueryShape.Of(model.Config.Perception.Encoder);
        float[] own = Features(data), subset = Features(new DatasetSubset(small.Data, "asked", asked));
        Assert.Equal(subset, own);

        float[] Features(IDriveDataset frames)
        {
            using QueryCache cache = QueryCache.Open(small.Folder($"{Guid.NewGuid():N}"), frames, model, false, null, TestContext.Current.CancellationToken);
            float[] features = new float[shape.FeatureValues], points = new float[shape.PointValues];
            cache.Read(1, false, features, points);
            return features;
        }
    }

    [Theory]
    [InlineData("""{ "sample": "x" }""", "holds no list")]
    [InlineData("[]", "holds no questions")]
    [InlineData("[", "cannot be read")]
    [InlineData("""[ { "sample": "nowhere", "question": "A?", "answer": "b" } ]""", "has no sample 'nowhere'")]
    [InlineData("""[ { "question": "A?", "answer": "b" } ]""", "entry 0: \"sample\"")]
    [InlineData("""[ { "sample": "TOKEN", "question": "A?", "answer": "b" }, { "sample": "TOKEN", "question": "  ", "answer": "b" } ]""", "entry 1: \"question\"")]
    [InlineData("""[ { "sample": "TOKEN", "question": "A?", "answer": 3 } ]""", "entry 0: \"answer\"")]
    [InlineData("[ 4 ]", "entry 0: \"sample\"")]
    public void What_is_wrong_with_a_file_is_said(string text, string expected) => Assert.Contains(
        expected, Assert.Throws<TrainingException>(() => AskedData.Open(small.Data, Write(text.Replace("TOKEN", small.Data.Token(0), StringComparison.Ordinal)))).Message, StringComparison.Ordinal);

    private string Write(string text)
    {
        string file = small.Folder($"{Guid.NewGuid():N}.json");
        File.WriteAllText(file, text);
        return file;
    }
}
