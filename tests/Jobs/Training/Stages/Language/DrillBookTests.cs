using TorchSharp;
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
    public void Weighed_instead_of_drawn_every_answer_to_a_question_counts_the_same()
    {
        DrillBook book = DrillBook.Create(small.Data, mirrored: false, TestContext.Current.CancellationToken);
        (BoxQuestion Question, double Weight)[] all = [.. Enumerable.Range(0, small.Data.Count).SelectMany(i => book.Weigh(BoxQuestions.Of(small.Data.Read(i, KeyframeParts.Boxes).Boxes)))];
        Assert.All(all, pair => Assert.InRange(pair.Weight, 1e-6, 1));
        Assert.All(all.GroupBy(pair => pair.Question.Pattern), pattern =>
        {
            double[] sums = [.. pattern.GroupBy(pair => pair.Question.Answer).Select(answer => answer.Sum(pair => pair.Weight))];
            Assert.InRange(sums.Length, 2, 10);
            Assert.All(sums, sum => Assert.Equal(sums[0], sum, 1e-9));
        });
    }

    [Fact]
    public void Numbered_questions_fill_up_with_what_counts_nothing()
    {
        DrillBook book = DrillBook.Create(small.Data, mirrored: false, TestContext.Current.CancellationToken);
        NumberedQuestions numbers = new(book);
        IReadOnlyList<(BoxQuestion Question, double Weight)> some = [.. Enumerable.Range(0, small.Data.Count).SelectMany(i => book.Weigh(BoxQuestions.Of(small.Data.Read(i, KeyframeParts.Boxes).Boxes))).Take(3)];
        using DisposeScope scope = torch.NewDisposeScope();
        AskedNumbers asked = numbers.Of([some, [some[0]]]);
        Assert.Equal(3, asked.PerScene);
        Assert.Equal([2, 3], asked.Questions(torch.CPU).shape);

        // Logits that are sure of the right answers, and of a wrong one where nothing is asked.
        float[] logits = new float[6 * numbers.Answers.Count];
        for (int i = 0; i < 6; i++)
        {
            int right = numbers.Answers.Index().First(a => a.Item == (i < 3 ? some[i] : some[0]).Question.Answer).Index;
            logits[i * numbers.Answers.Count + (i < 4 ? right : (right + 1) % numbers.Answers.Count)] = 50;
        }
        Dictionary<string, double> terms = asked.Terms("x", torch.tensor(logits, [6, numbers.Answers.Count]), 2).ToDictionary(term => term.Name, term => (double)term.Value.item<float>());
        Assert.Equal(0, terms["x.answers"], 1e-4);
        Assert.Equal(1, terms["x.right"], 1e-6);
    }

    [Fact]
    public void A_question_with_one_answer_throughout_is_not_asked()
    {
        DrillBook book = DrillBook.Create(new DatasetSubset(small.Data, "one", [2]), mirrored: false, TestContext.Current.CancellationToken);
        Assert.Empty(book.Take(BoxQuestions.Of(small.Data.Read(2, KeyframeParts.Boxes).Boxes), 10, new Random(1).NextDouble));
    }
}
