using VoxPilot.Core.Formats;
using VoxPilot.World.Questions;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Questions;

/// <summary>Scenes with an answer that anybody would give.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public void A_person_on_the_crossing_needs_attention_first_and_is_why_we_slow_down()
    {
        MadeDrive drive = new() { Start = 60, Speed = t => Math.Max(0, 8 - 3 * t), Reason = DrivingReason.PersonCrossing, ReasonAgent = 1 };
        drive.Add(AgentKind.Car, 75, -9, paint: Paint.Red);
        drive.Add(AgentKind.Child, MadeDrive.CrossingAt, -4, Math.PI / 2, 1.2, activity: Activity.Crossing);
        OmniDriveAnnotations annotations = Ask(drive);
        QuestionAnswer attention = annotations.Vqa[0];
        Assert.Equal("attention", attention.Kind);
        Assert.Contains("the child ahead at (+30.0, -2.3)", attention.Answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("red car", attention.Answer, StringComparison.Ordinal);
        Assert.Contains("brake to a stop", annotations.Action!.Answer, StringComparison.Ordinal);
        Assert.Contains("the child ahead at (+30.0, -2.3)", annotations.Action.Answer, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("moderate, go straight", annotations.Keywords);
        Assert.Contains("ebra crossing", annotations.Description!.Answer, StringComparison.Ordinal);
        Assert.Contains("30 metres ahead", annotations.Description.Answer, StringComparison.Ordinal);
        Assert.Contains("1 car and 1 pedestrian", annotations.Description.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_car_ahead_in_our_lane_is_followed_and_the_one_that_comes_against_us_is_no_concern()
    {
        MadeDrive drive = new() { Reason = DrivingReason.Following, ReasonAgent = 1 };
        drive.Add(AgentKind.Car, 30, 1.75, Math.PI, 8, Paint.Black);
        drive.Add(AgentKind.Truck, 20, -1.75, 0, 8, Paint.Orange);
        OmniDriveAnnotations annotations = Ask(drive);
        Assert.Contains("the orange truck ahead at (+20.0, 0.0)", annotations.Vqa[0].Answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("in our lane", annotations.Vqa[0].Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("black car", annotations.Vqa[0].Answer, StringComparison.Ordinal);
        Assert.Contains("orange truck", annotations.Action!.Answer, StringComparison.Ordinal);
        Assert.Contains("keep", annotations.Action.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stopped_car_in_our_lane_is_in_the_way_and_one_at_the_kerb_is_not()
    {
        MadeDrive drive = new();
        drive.Add(AgentKind.Car, 25, -1.75, paint: Paint.Blue, activity: Activity.Stopped);
        drive.Add(AgentKind.Car, 15, -5.5, paint: Paint.Green);
        string attention = Ask(drive).Vqa[0].Answer;
        Assert.Contains("blue car", attention, StringComparison.Ordinal);
        Assert.Contains("in our way", attention, StringComparison.Ordinal);
        Assert.DoesNotContain("green car", attention, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_road_needs_no_attention()
    {
        OmniDriveAnnotations annotations = Ask(new MadeDrive());
        Assert.Matches("[Nn]o.* (needs special attention|is critical)", annotations.Vqa[0].Answer);
        Assert.Contains("o vehicles or pedestrians", annotations.Description!.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "right")]
    [InlineData(true, "left")]
    public void Traffic_keeps_to_the_side_of_the_town(bool leftHand, string side)
    {
        string text = Ask(new MadeDrive { LeftHand = leftHand }).Description!.Answer;
        Assert.Contains($"traffic keeps to the {side}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Turn.Left, "turn left", "left")]
    [InlineData(Turn.Right, "turn right", "right")]
    public void A_turn_at_the_junction_is_told_from_the_route_and_driven(Turn turn, string words, string command)
    {
        MadeDrive drive = new() { Turn = turn, Start = MadeDrive.JunctionFrom - 8, Speed = _ => 6 };
        OmniDriveAnnotations annotations = Ask(drive);
        Assert.Equal($"moderate, {words}", annotations.Keywords);
        Assert.Contains(words, annotations.Action!.Answer, StringComparison.Ordinal);
        Assert.Contains("at the next junction", annotations.Action.Answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"where our route turns {command}", annotations.Description!.Answer, StringComparison.Ordinal);
        Assert.Contains("8 metres ahead", annotations.Description.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_hidden_is_not_told_even_if_it_is_the_reason()
    {
        MadeDrive drive = new() { Hidden = 1.1, Reason = DrivingReason.Following, ReasonAgent = 0 };
        drive.Add(AgentKind.Bus, 20, -1.75, 0, 8, Paint.Yellow);
        OmniDriveAnnotations annotations = Ask(drive);
        foreach (QuestionAnswer qa in annotations.Vqa.Concat(annotations.Conversation).Append(annotations.Description!).Append(annotations.Action!))
        {
            Assert.DoesNotContain("yellow bus", qa.Answer, StringComparison.Ordinal);
            Assert.DoesNotContain("+20.0", qa.Answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_class_that_shows_far_away_is_never_said_to_be_out_of_view()
    {
        for (ulong seed = 1; seed <= 60; seed++)
        {
            MadeDrive drive = new() { Seed = seed };
            drive.Add(AgentKind.Bus, 70, 5.5);
            Assert.DoesNotContain(Ask(drive).Conversation, qa => qa.Question.Contains("a bus", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void In_fog_nothing_far_counts_as_visible()
    {
        MadeDrive clear = new(), fog = new() { Weather = Weather.Of(WeatherKind.Fog, 0, 1) };
        clear.Add(AgentKind.Bus, 52, 5.5);
        fog.Add(AgentKind.Bus, 52, 5.5);
        Assert.Contains("1 bus", Ask(clear).Description!.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("1 bus", Ask(fog).Description!.Answer, StringComparison.Ordinal);
    }

    private static OmniDriveAnnotations Ask(MadeDrive drive)
    {
        Recording recording = drive.Record();
        return KeyframeQuestions.Create(recording, 0, drive.Boxes(recording, 0));
    }
}
