using VoxPilot.Core.Formats;
using VoxPilot.Core.Metrics;
using VoxPilot.Core.Metrics.Captions;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Answers in free text against the data set's references, beside the same language model that has not looked.</summary>
internal sealed class CaptionsTask(BaselineSet baselines, WordNet? wordNet) : IEvaluationTask
{
    private const string Description = "description", Conversation = "conversation", Attention = "attention", Action = "action", Planning = "planning";

    // HERMES asks the description and the conversation alone.
    private readonly Pool hermes = new("captions.hermes_questions", "Description and conversation (HERMES' questions)", wordNet, coco: true);
    private readonly Pool all = new("captions.all", "All open questions but the plan as text", wordNet, coco: true);
    private readonly SortedDictionary<string, Pool> kinds = new(StringComparer.Ordinal);
    private readonly ExistenceClaims claims = new();
    private int references;

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Captions;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        if (prediction.Answers is not { } answers)
        {
            return;
        }
        for (int i = 0; i < keyframe.Questions.Count; i++)
        {
            QuestionAnswer question = keyframe.Questions[i];
            if (question.Kind == QuestionChoice.Closed)
            {
                continue;
            }
            string[] right = [question.Answer, .. question.References];
            string? blind = prediction.BlindAnswers?[i];
            references = Math.Max(references, right.Length);
            if (question.Kind is Description or Conversation or Attention or Action)
            {
                claims.AddText(keyframe.Scene, question.Question, answers[i], [.. keyframe.Keyframe.Boxes.Select(box => (box.Box.Center.X, box.Box.Center.Y))]);
            }
            if (question.Kind is Description or Conversation)
            {
                hermes.Add(keyframe.Scene, answers[i], blind, right);
            }
            if (question.Kind is not Planning)
            {
                all.Add(keyframe.Scene, answers[i], blind, right);
            }
            if (!kinds.TryGetValue(question.Kind, out Pool? pool))
            {
                kinds[question.Kind] = pool = new($"captions.{question.Kind}", $"Questions of kind {question.Kind}", wordNet, coco: false);
            }
            pool.Add(keyframe.Scene, answers[i], blind, right);
        }
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap);
        foreach (Pool pool in (Pool[])[hermes, all, .. kinds.Values])
        {
            pool.AddTo(rows, references);
        }
        rows.Group = "Positions in answers";
        rows.Population = "positions that answers of the kinds description, conversation, attention and action name";
        rows.Convention = FormattableString.Invariant($"no annotated box's middle within {ExistenceClaims.Near} m of it, or within {100 * ExistenceClaims.Share:0} % of its distance");
        rows.Add("captions.positions.invented", "Positions at which nothing stands", "%", false, claims.Invented);
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Answers",
            About = "Answers against the data set's own, by the measures of image captioning. They compare wording; whether an answer is true is measured with closed questions. CIDEr weighs words by how rare they are in the references of the whole set, so that its value depends on the set.",
            Absent = rows.Rows.Count == 0 ? "The data set has no questions in free text." : null,
            Measures = rows.Rows,
            Baselines = baselines.Columns(BaselineSet.BlindId),
        };
    }

    /// <summary>Pairs that are scored together.</summary>
    private sealed class Pool(string prefix, string title, WordNet? wordNet, bool coco)
    {
        private readonly ICaptionProtocol[] pack = Protocols(wordNet, coco), blind = Protocols(wordNet, coco);

        public void Add(int scene, string answer, string? unseen, string[] references)
        {
            foreach (ICaptionProtocol protocol in pack)
            {
                protocol.Add(scene, answer, references);
            }
            if (unseen is not null)
            {
                foreach (ICaptionProtocol protocol in blind)
                {
                    protocol.Add(scene, unseen, references);
                }
            }
        }

        public void AddTo(SectionRows rows, int references)
        {
            rows.Group = title;
            rows.Population = $"questions, up to {references} references each";
            for (int p = 0; p < pack.Length; p++)
            {
                IReadOnlyList<CaptionMeasure> other = blind[p].Measures();
                foreach (CaptionMeasure measure in pack[p].Measures())
                {
                    rows.Convention = measure.Convention;
                    rows.Add($"{prefix}.{pack[p].Id}.{measure.Id}", measure.Title, "", true, measure.Measure, (BaselineSet.BlindId, other.FirstOrDefault(m => m.Id == measure.Id)?.Measure));
                }
            }
        }

        private static ICaptionProtocol[] Protocols(WordNet? wordNet, bool coco) =>
            coco ? [new HermesProtocol(wordNet), new CocoProtocol(new PtbTokenizer().Tokenize)] : [new HermesProtocol(wordNet)];
    }
}
