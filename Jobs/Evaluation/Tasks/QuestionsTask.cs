using VoxPilot.Core.Formats;
using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Exact accuracy on closed questions by template, beside the same language model that has not looked.</summary>
internal sealed class QuestionsTask(BaselineSet baselines) : IEvaluationTask
{
    private const string Exists = "exists";

    private readonly ClosedQuestionAccuracy pack = new(), blind = new();
    private readonly ExistenceClaims claims = new(), blindClaims = new();

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Questions;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        for (int i = 0; i < keyframe.Questions.Count && prediction.Answers is not null; i++)
        {
            QuestionAnswer question = keyframe.Questions[i];
            if (question is { Kind: QuestionChoice.Closed, Template: { } template })
            {
                pack.Add(keyframe.Scene, template, question.Answer, prediction.Answers[i]);
                if (prediction.BlindAnswers is { } unseen)
                {
                    blind.Add(keyframe.Scene, template, question.Answer, unseen[i]);
                }
                if (template == Exists)
                {
                    claims.Add(keyframe.Scene, question.Answer, prediction.Answers[i]);
                    if (prediction.BlindAnswers is { } guessed)
                    {
                        blindClaims.Add(keyframe.Scene, question.Answer, guessed[i]);
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap) { Population = "closed questions" };
        rows.Add(pack.Rows(), blind.Count > 0 ? [(BaselineSet.BlindId, blind.Rows())] : []);
        rows.Group = "Claims of existence";
        rows.Convention = "first clause of the answer; questions of the template exists";
        rows.Add("questions.exists.false_claims", "False claims: yes to what is not there", "%", false, claims.FalseClaims, (BaselineSet.BlindId, blindClaims.FalseClaims));
        rows.Add("questions.exists.missed", "Missed: no to what is there", "%", false, claims.Missed, (BaselineSet.BlindId, blindClaims.Missed));
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Closed questions",
            About = "Questions with one exact answer: is there, how many, which side, how far, what if. The floor is what always giving a template's most frequent answer scores.",
            Absent = pack.Count == 0 ? "The data set has no closed questions." : null,
            Measures = rows.Rows,
            Baselines = baselines.Columns(BaselineSet.BlindId),
        };
    }
}
