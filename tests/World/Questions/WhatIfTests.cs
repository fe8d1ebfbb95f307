using System.Globalization;
using System.Text.RegularExpressions;

using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Questions;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Questions;

/// <summary>What would happen on a path, against a plain simulation in small steps and against scenes with a known end.</summary>
public sealed partial class WhatIfTests
{
    private const double Step = 0.01;

    [Fact]
    public void Answers_to_counterfactual_questions_agree_with_a_simulation_in_small_steps()
    {
        int[] events = new int[4];
        foreach ((Recording recording, int moment, QuestionAnswer qa) in Questions().Where(asked => asked.Qa.Kind == "counterfactual"))
        {
            (double? collision, double? offRoad, double? oncoming) = Simulate(recording, moment, qa.Path!);
            double first = Math.Min(collision ?? 9, offRoad ?? 9);
            foreach (string text in qa.References.Prepend(qa.Answer))
            {
                double? after = After().Match(text) is { Success: true } match ? double.Parse(match.Groups[1].Success ? match.Groups[1].Value : match.Groups[2].Value, CultureInfo.InvariantCulture) : null;
                if (text.Contains("colli", StringComparison.Ordinal))
                {
                    events[0]++;
                    Assert.InRange(after!.Value - collision!.Value, -0.06, 0.16); // it looks every 0.05 s and tells tenths
                    Assert.True(first >= collision - 0.35);
                }
                else if (text.Contains("would leave", StringComparison.Ordinal))
                {
                    events[1]++;
                    Assert.InRange(after!.Value - offRoad!.Value, -0.06, 0.36); // it looks every 0.3 s
                }
                else if (text.Contains("oncoming", StringComparison.Ordinal))
                {
                    events[2]++;
                    Assert.InRange(after!.Value - oncoming!.Value, -0.06, 0.36);
                    Assert.Equal(9, first);
                }
                else
                {
                    events[3]++;
                    Assert.Contains("safe", text, StringComparison.Ordinal);
                    Assert.Equal((9, null), (first, oncoming));
                }
            }
        }
        Assert.All(events, count => Assert.InRange(count, 100, int.MaxValue));
    }

    [Fact]
    public void Closed_questions_about_paths_agree_with_it_too()
    {
        Dictionary<string, int> answers = [];
        foreach ((Recording recording, int moment, QuestionAnswer qa) in Questions().Where(asked => asked.Qa.Template is "what_if" or "what_if_road"))
        {
            (double? collision, double? offRoad, _) = Simulate(recording, moment, qa.Path!);
            Assert.Equal(qa.Answer == "yes", (qa.Template == "what_if" ? collision : offRoad) is not null);
            Assert.Contains(Wording.Path(qa.Path!), qa.Question, StringComparison.Ordinal);
            answers[qa.Template + qa.Answer] = answers.GetValueOrDefault(qa.Template + qa.Answer) + 1;
        }
        Assert.Equal(4, answers.Count);
    }

    [Fact]
    public void A_car_that_stands_ahead_is_run_into_unless_we_brake()
    {
        MadeDrive drive = new() { Speed = _ => 8 };
        int agent = drive.Add(AgentKind.Car, 19, -1.75, activity: Activity.Stopped);
        Recording recording = drive.Record();
        Situation situation = new(recording, 0, drive.Boxes(recording, 0));
        PathCheck check = new();
        foreach (ImaginedPath path in ImaginedPath.All(8, situation.Road))
        {
            PathOutcome outcome = check.Check(recording, 0, path.Points);
            switch (path.Kind)
            {
                case "keep" or "straight":
                    Assert.Equal((PathEvent.Collision, agent), (outcome.Event, outcome.Agent));
                    // Bumper to bumper: 19 − 2.25 − (1.3 + 2.042) metres at 8 m/s.
                    Assert.InRange(outcome.CollisionAfter, 13.408 / 8, 13.408 / 8 + 0.1);
                    break;
                case "brake":
                    Assert.Equal(PathEvent.None, outcome.Event);
                    break;
            }
        }
    }

    [Fact]
    public void A_lane_of_the_other_direction_is_oncoming_and_one_of_ours_is_not()
    {
        foreach (bool leftHand in (bool[])[false, true])
        {
            foreach (int lanes in (int[])[1, 2])
            {
                MadeDrive drive = new() { LeftHand = leftHand, Lanes = lanes };
                Recording recording = drive.Record();
                RoadAhead road = new(recording, 0);
                Assert.Equal(lanes, road.LanesOfOurDirection);
                ImaginedPath change = ImaginedPath.All(8, road).Single(path => path.Kind == (leftHand ? "change right" : "change left"));
                PathOutcome outcome = new PathCheck().Check(recording, 0, change.Points);
                Assert.Equal(lanes == 1 ? PathEvent.Oncoming : PathEvent.None, outcome.Event);
                Assert.True(lanes == 2 || outcome.OncomingAfter is > 1 and < 2);
            }
        }
    }

    [Fact]
    public void A_turn_before_the_junction_leaves_the_road_and_one_in_it_does_not()
    {
        Assert.Equal(PathEvent.OffRoad, Turning(100));
        Assert.Equal(PathEvent.None, Turning(MadeDrive.JunctionFrom - 1));

        static PathEvent Turning(double start)
        {
            Recording recording = new MadeDrive { Start = start, Speed = _ => 5 }.Record();
            ImaginedPath turn = ImaginedPath.All(5, new(recording, 0)).Single(path => path.Kind == "turn right");
            return new PathCheck().Check(recording, 0, turn.Points).Event;
        }
    }

    [Fact]
    public void A_car_that_would_hit_ours_from_behind_makes_the_outcome_uncertain()
    {
        MadeDrive drive = new() { Speed = _ => 8 };
        drive.Add(AgentKind.Car, -9, -1.75, speed: 12);
        Recording recording = drive.Record();
        ImaginedPath brake = ImaginedPath.All(8, new(recording, 0)).Single(path => path.Kind == "brake");
        PathOutcome outcome = new PathCheck().Check(recording, 0, brake.Points);
        Assert.Equal(PathEvent.Collision, outcome.Event);
        Assert.False(outcome.Certain);
    }

    [Fact]
    public void A_pass_within_centimetres_is_not_certain()
    {
        MadeDrive drive = new();
        drive.Add(AgentKind.Car, 20, -1.75 - 1.765 - 0.1);
        Recording recording = drive.Record();
        ImaginedPath keep = ImaginedPath.All(8, new(recording, 0)).Single(path => path.Kind == "keep");
        PathOutcome outcome = new PathCheck().Check(recording, 0, keep.Points);
        Assert.Equal(PathEvent.None, outcome.Event);
        Assert.False(outcome.Certain);
    }

    private static IEnumerable<(Recording Recording, int Moment, QuestionAnswer Qa)> Questions()
    {
        for (ulong seed = 300; seed < 308; seed++)
        {
            MadeDrive drive = MadeDrive.Random(seed);
            Recording recording = drive.Record();
            foreach (int moment in recording.Keyframes)
            {
                OmniDriveAnnotations annotations = KeyframeQuestions.Create(recording, moment, drive.Boxes(recording, moment));
                foreach (QuestionAnswer qa in annotations.Vqa.Concat(annotations.Closed).Where(qa => qa.Path is not null))
                {
                    yield return (recording, moment, qa);
                }
            }
        }
    }

    // Points every 0.5 s, others between moments every 0.05 s; ours and theirs move evenly in between.
    private static (double? Collision, double? OffRoad, double? Oncoming) Simulate(Recording recording, int moment, IReadOnlyList<(double X, double Y)> path)
    {
        EgoMotion ego = recording.Moments[moment].Ego;
        Vector2D[] points = [default, .. path.Select(p => new Vector2D(p.X, p.Y))];
        double[] headings = new double[7];
        for (int i = 1; i < 7; i++)
        {
            Vector2D d = points[Math.Min(6, i + 1)] - points[i - 1];
            headings[i] = d.Length < 0.2 ? headings[i - 1] : Math.Atan2(d.Y, d.X);
        }
        double? offRoad = null, oncoming = null;
        for (double t = Step; t < 3.001; t += Step)
        {
            int k = Math.Min(5, (int)(t / Trajectory.StepSeconds));
            double share = t / Trajectory.StepSeconds - k, yaw = ego.Yaw + headings[k] + Math.IEEERemainder(headings[k + 1] - headings[k], 2 * Math.PI) * share;
            Vector2D at = points[k] + (points[k + 1] - points[k]) * share;
            Vector2D town = ego.Position + new Vector2D(Math.Cos(ego.Yaw) * at.X - Math.Sin(ego.Yaw) * at.Y, Math.Sin(ego.Yaw) * at.X + Math.Cos(ego.Yaw) * at.Y);
            Footprint car = EgoVehicle.Footprint(town, yaw);
            Moment then = recording.Moments[moment + (int)Math.Round(t / Recording.StepSeconds)];
            if (then.Agents.Any(state => car.Overlaps(state.Footprint(recording.Agents[state.Agent]))))
            {
                return (t, offRoad, oncoming);
            }
            offRoad ??= car.Corners.Any(corner => recording.Town.GroundAt(corner) != OccupancyClass.DriveableSurface) ? t : null;
            Lane there = recording.Town.Lanes[3];
            (double along, double left) = there.Centre.Project(car.Centre);
            bool inJunction = car.Centre.X is > MadeDrive.JunctionFrom + 10.2 and < MadeDrive.JunctionTo && Math.Abs(Math.Sin(yaw)) > 0.5;
            oncoming ??= !inJunction && along > 0 && along < there.Centre.Length && Math.Abs(left) < 1.75 && Vector2D.Dot(there.Centre.Direction(along), new(Math.Cos(yaw), Math.Sin(yaw))) < -0.7 ? t : null;
        }
        return (null, offRoad, oncoming);
    }

    [GeneratedRegex(@"after ([\d.]+) s|After ([\d.]+) s")]
    private static partial Regex After();
}
