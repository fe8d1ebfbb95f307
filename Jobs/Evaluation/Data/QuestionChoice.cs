using VoxPilot.Core.Formats;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Which of a key frame's questions are asked: those of free text for captions, closed ones for exact accuracy, each once.</summary>
internal sealed class QuestionChoice(EvaluationOptions options)
{
    /// <summary>Kind of closed questions.</summary>
    public const string Closed = "closed";

    private readonly bool captions = options.Tasks.Contains(EvaluationTask.Captions), closed = options.Tasks.Contains(EvaluationTask.Questions);
    private readonly int most = options.QuestionsPerKind ?? int.MaxValue;

    /// <summary>Whether any question is asked.</summary>
    public bool AsksAny => captions || closed;

    /// <summary>The questions of a key frame, in the data set's order.</summary>
    public IReadOnlyList<QuestionAnswer> Of(OmniDriveAnnotations? annotations)
    {
        if (annotations is null)
        {
            return [];
        }
        IEnumerable<QuestionAnswer?> open = captions ? [annotations.Description, annotations.Action, .. annotations.Vqa, .. annotations.Conversation, annotations.Planning] : [];
        return
        [
            .. open.OfType<QuestionAnswer>().Concat(closed ? annotations.Closed : [])
                .DistinctBy(q => q.Question)
                .GroupBy(q => q.Kind).SelectMany(kind => kind.Take(most)),
        ];
    }
}
