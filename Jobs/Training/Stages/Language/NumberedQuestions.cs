using VoxPilot.World.Questions;

namespace VoxPilot.Jobs.Training;

/// <summary>Closed questions without their words: each pattern and each answer is a number.</summary>
internal sealed class NumberedQuestions
{
    private readonly Dictionary<string, long> patterns;
    private readonly Dictionary<string, long> answers;

    /// <summary>Of all that a book can draw.</summary>
    public NumberedQuestions(DrillBook book)
    {
        string[] asked = [.. book.All.Select(a => a.Pattern).Distinct().Order(StringComparer.Ordinal)];
        Answers = [.. book.All.Select(a => a.Answer).Distinct().Order(StringComparer.Ordinal)];
        patterns = asked.Index().ToDictionary(pair => pair.Item, pair => (long)pair.Index, StringComparer.Ordinal);
        answers = Answers.Index().ToDictionary(pair => pair.Item, pair => (long)pair.Index, StringComparer.Ordinal);
        if (asked.Length == 0)
        {
            throw new TrainingException("The data's boxes give no closed questions to practise on; set probe_weight and code_weight to 0.");
        }
    }

    /// <summary>How many questions there are.</summary>
    public int Questions => patterns.Count;

    /// <summary>The answers' texts.</summary>
    public IReadOnlyList<string> Answers { get; }

    /// <summary>Questions of a batch of scenes; as many of each, with some that count nothing where a scene has fewer.</summary>
    public AskedNumbers Of(IReadOnlyList<IReadOnlyList<(BoxQuestion Question, double Weight)>> asked)
    {
        int most = Math.Max(1, asked.Max(those => those.Count));
        long[] questions = new long[asked.Count * most], labels = new long[questions.Length];
        float[] weights = new float[questions.Length];
        for (int b = 0; b < asked.Count; b++)
        {
            for (int i = 0; i < asked[b].Count; i++)
            {
                (BoxQuestion question, double weight) = asked[b][i];
                (questions[b * most + i], labels[b * most + i], weights[b * most + i]) = (patterns[question.Pattern], answers[question.Answer], (float)weight);
            }
        }
        return new(asked.Count, questions, labels, weights);
    }
}
