using System.Text.RegularExpressions;

using VoxPilot.Core.Formats;
using VoxPilot.World.Questions;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Questions;

/// <summary>Questions about a drive that the expert made through a real town.</summary>
public sealed class RecordedDriveTests
{
    private static readonly Lazy<Recording> Drive = new(() => new DriveRecorder().Record(7, 10));

    [Fact]
    public void Every_key_frame_has_its_questions_and_the_texts_are_whole()
    {
        Recording recording = Drive.Value;
        HashSet<string> templates = [];
        foreach (int moment in recording.Keyframes)
        {
            OmniDriveAnnotations annotations = KeyframeQuestions.Create(recording, moment, Boxes(recording, moment));
            Assert.Equal(moment + 60 < recording.Moments.Count, annotations.Planning is not null);
            Assert.Matches("^(stopped|crawling|slow|moderate|fast), (go straight|turn left|turn right|change to the left lane|change to the right lane|make a U-turn)$", annotations.Keywords);
            foreach (QuestionAnswer qa in (QuestionAnswer[])[annotations.Description!, annotations.Action!, .. annotations.Vqa, .. annotations.Conversation])
            {
                Assert.Equal(5, qa.References.Count);
                Assert.All(qa.References.Append(qa.Answer), text => Assert.False(Regex.IsMatch(text, "[{}<>|]|  ") || !text.EndsWith('.'), text));
            }
            templates.UnionWith(annotations.Closed.Select(qa => qa.Template!));
        }
        Assert.Superset(new HashSet<string> { "exists", "count", "distance", "side" }, templates);
    }

    [Fact]
    public void The_expert_s_own_path_is_never_found_to_collide_or_to_leave_the_road()
    {
        Recording recording = Drive.Value;
        PathCheck check = new();
        foreach (int moment in recording.Keyframes.Where(moment => moment + 60 < recording.Moments.Count))
        {
            PathOutcome outcome = check.Check(recording, moment, new EgoFuture(recording, moment).Path);
            Assert.True(outcome.Event is PathEvent.None or PathEvent.Oncoming, $"{moment}: {outcome}");
        }
    }

    internal static IReadOnlyList<BoxTruth> Boxes(Recording recording, int moment) => [.. recording.Moments[moment].Agents.Select(state =>
        new BoxTruth { Agent = state.Agent, Model = recording.Agents[state.Agent], State = state, Visible = 0.8, Pixels = [50, 0, 0, 0, 0, 0], LidarPoints = 5 })];
}
