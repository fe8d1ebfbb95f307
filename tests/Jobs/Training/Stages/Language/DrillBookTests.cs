using VoxPilot.Core.Datasets;
using VoxPilot.Jobs.Training;
using VoxPilot.World.Questions;

namespace VoxPilot.Jobs.Tests.Training.Stages.Language;

public sealed class DrillBookTests(SmallLanguage small) : IClassFixture<SmallLanguage>
{
    [Fact]
    public void Over_the_data_every_answer_to_a_question_comes_about_equally_often_and_true()
    {
        DrillBook book = DrillBook.Create(small.Data, mirrored: false, TestContext.Current.CancellationToken);
        IReadOnlyList<BoxQuestion>[] all = [.. Enumerable.Range(0, small.Data.Count).Select(i => BoxQuestions.Of(small.Data.Read(i, KeyframeParts.Boxes).Boxes))];
        Random random = new(8);
        Dictionary<string, Dictionary<string, int>> drawn = [];
        for (int round = 0; round < 400; round++)
        {
            for (int i = 0; i < all.Length; i++)
            {
                IReadOnlyList<BoxQuestion> taken = book.Take(all[i], 3, random.NextDouble);
                Assert.InRange(taken.Count, 0, 3);
                Assert.Equal(taken.Count, taken.Distinct().Count());
                foreach (BoxQuestion question in taken)
                {
                    Assert.Contains(question, all[i]);
                    Dictionary<string, int> answers = drawn.TryGetValue(question.Template, out Dictionary<string, int>? known) ? known : drawn[question.Template] = [];
                    answers[question.Answer] = answers.GetValueOrDefault(question.Answer) + 1;
                }
            }
        }
        Dictionary<string, int> exists = drawn["exists"];
        Assert.InRange((double)exists["yes"] / exists["no"], 0.6, 1.7);
    }

    [Fact]
    public void A_question_with_one_answer_throughout_is_not_asked()
    {
        DrillBook book = DrillBook.Create(new DatasetSubset(small.Data, "one", [2]), mirrored: false, TestContext.Current.CancellationToken);
        Assert.Empty(book.Take(BoxQuestions.Of(small.Data.Read(2, KeyframeParts.Boxes).Boxes), 10, new Random(1).NextDouble));
    }
}
