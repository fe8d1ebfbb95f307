using VoxPilot.Core.Formats;
using VoxPilot.World.Numerics;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Questions;

/// <summary>
/// Questions and answers about a key frame, of OmniDrive's kinds (spec/sparseoccvla.md §2.3) and closed ones beside them. All facts are
/// computed from the recording; open answers carry five more wordings of the same facts.
/// </summary>
public static class KeyframeQuestions
{
    private const ulong Part = 0x0A5C;

    /// <summary>The questions of a moment. The recording and the moment decide everything; key frames can be made in any order and on any thread.</summary>
    /// <param name="recording">The drive.</param>
    /// <param name="moment">Index in its moments.</param>
    /// <param name="boxes">What the cameras and the LiDAR see of each agent at the moment.</param>
    /// <exception cref="ArgumentOutOfRangeException">The recording has no such moment.</exception>
    public static OmniDriveAnnotations Create(Recording recording, int moment, IReadOnlyList<BoxTruth> boxes)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentOutOfRangeException.ThrowIfNegative(moment);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(moment, recording.Moments.Count);
        PathCheck check = new();
        Situation situation = new(recording, moment, boxes);
        IReadOnlyList<(ImaginedPath, PathOutcome)> outcomes = WhatIfText.Outcomes(situation, check);
        IReadOnlyList<(ImaginedPath, PathOutcome)> agreed = WhatIfText.Agreed(situation, outcomes);
        List<Concern> concerns = Relevance.Of(situation);
        // A stream for each group, so that a change of one leaves the others as they are.
        ulong seed = RandomStream.Mix(recording.Seed ^ RandomStream.Mix(Part + (ulong)moment));
        RandomStream Stream(ulong group) => new(seed, group);
        RandomStream lists = Stream(4);
        QuestionAnswer?[] objects = [ObjectListText.NearPosition(situation, lists), ObjectListText.NearPosition(situation, lists), ObjectListText.OnLane(situation, lists)];
        return new()
        {
            Description = DescriptionText.Of(situation, concerns, Stream(0)),
            Action = ActionText.Description(situation, Stream(1)),
            Keywords = ActionText.Keywords(situation),
            Vqa =
            [
                AttentionText.Of(concerns, Stream(2)),
                ActionText.Question(situation, Stream(3)),
                .. WhatIfText.Of(situation, agreed, Stream(5)),
                .. objects.OfType<QuestionAnswer>().DistinctBy(qa => qa.Question),
            ],
            Conversation = ConversationText.Of(situation, agreed, Stream(6)),
            Planning = PlanningText.Of(situation),
            Closed = ClosedQuestions.Of(situation, outcomes, DriveAnswers.Of(recording, check), Stream(7)),
        };
    }
}
