using System.Globalization;
using System.Text.RegularExpressions;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Questions;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Questions;

/// <summary>Every number and every class of an answer is computed here once more, from the recording and the boxes.</summary>
public sealed partial class TrueAnswersTests
{
    private static readonly Lazy<List<Asked>> Frames = new(() => [.. Enumerable.Range(0, 10).AsParallel().AsOrdered().SelectMany(i =>
    {
        MadeDrive drive = MadeDrive.Random((ulong)(500 + i));
        Recording recording = drive.Record();
        return recording.Keyframes.Select(moment => new Asked(recording, moment, drive.Boxes(recording, moment)));
    })]);

    private sealed record Asked(Recording Recording, int Moment, IReadOnlyList<BoxTruth> Boxes)
    {
        public OmniDriveAnnotations Annotations { get; } = KeyframeQuestions.Create(Recording, Moment, Boxes);

        // The rule of what is visible, written once more.
        public List<Seen> Visible { get; } = [.. Boxes.Select(box => new Seen(box, Recording.Moments[Moment].Ego)).Where(seen => seen.Class.Length > 0
            && seen.Box.Visible >= 0.2 && seen.Distance <= Math.Min(55, 1.4 / Recording.Weather.Haze) && Math.Max(seen.Box.Model.Size.Z, seen.Box.Model.Size.Y) >= 0.02 * seen.Distance)];

        public IEnumerable<QuestionAnswer> Open => [Annotations.Description!, Annotations.Action!, .. Annotations.Vqa, .. Annotations.Conversation];
    }

    private sealed class Seen(BoxTruth box, EgoMotion ego)
    {
        public BoxTruth Box { get; } = box;

        public Vector3D At { get; } = Pose.Planar(ego.Position.X, ego.Position.Y, ego.Yaw).Inverse.Transform(box.State.Position with { Z = 0 });

        public double Distance => Math.Sqrt(At.X * At.X + At.Y * At.Y);

        public double Degrees => Math.Atan2(At.Y, At.X) * 180 / Math.PI;

        public string Class => Box.Model.Kind.Category() switch
        {
            "vehicle.car" => "car", "vehicle.truck" => "truck", "vehicle.bus.rigid" => "bus", "vehicle.trailer" => "trailer", "vehicle.construction" => "construction vehicle",
            "vehicle.motorcycle" => "motorcycle", "vehicle.bicycle" => "bicycle", "movable_object.barrier" => "barrier", "movable_object.trafficcone" => "traffic cone",
            string category => category.StartsWith("human", StringComparison.Ordinal) ? "pedestrian" : "",
        };

        public bool Is(double x, double y) => Math.Abs(At.X - x) < 0.0501 && Math.Abs(At.Y - y) < 0.0501;
    }

    [Fact]
    public void Every_position_in_an_answer_is_that_of_a_visible_thing_of_the_class_that_is_named()
    {
        int positions = 0;
        foreach (Asked frame in Frames.Value)
        {
            foreach (QuestionAnswer qa in frame.Open.Where(qa => qa.Kind is "description" or "attention" or "action"))
            {
                foreach (string text in qa.References.Prepend(qa.Answer))
                {
                    foreach (Match match in PlaceInText().Matches(text))
                    {
                        positions++;
                        List<Seen> there = [.. frame.Visible.Where(seen => seen.Is(Number(match.Groups[1]), Number(match.Groups[2])))];
                        Assert.True(there.Count > 0, $"Nothing visible at {match.Value}: {text}");
                        string sentence = text[..match.Index].Split(". ")[^1] + match.Value + text[(match.Index + match.Length)..].Split(". ")[0];
                        Assert.True(there.Any(seen => Names(seen).Any(name => sentence.Contains(name, StringComparison.OrdinalIgnoreCase))), $"{there[0].Class} is not what is at {match.Value}: {sentence}");
                    }
                }
            }
        }
        Assert.InRange(positions, 1500, int.MaxValue);
    }

    [Fact]
    public void Directions_in_front_of_positions_are_right()
    {
        int directions = 0;
        foreach (Asked frame in Frames.Value)
        {
            foreach (Match match in Direction().Matches(frame.Annotations.Description!.Answer))
            {
                directions++;
                double degrees = Math.Atan2(Number(match.Groups[3]), Number(match.Groups[2])) * 180 / Math.PI;
                string right = Math.Abs(degrees) <= 30 ? "ahead" : Math.Abs(degrees) > 150 ? "behind" : (Math.Abs(degrees) <= 90 ? "ahead" : "behind") + (degrees > 0 ? " on the left" : " on the right");
                // Rounded positions near a border of two directions may lie on its other side.
                Assert.True(right.Equals(match.Groups[1].Value, StringComparison.OrdinalIgnoreCase) || NearBorder(degrees), match.Value);
            }
        }
        Assert.InRange(directions, 500, int.MaxValue);
    }

    [Fact]
    public void The_description_counts_what_is_visible_and_names_weather_and_side()
    {
        foreach (Asked frame in Frames.Value)
        {
            string text = frame.Annotations.Description!.Answer;
            foreach (IGrouping<string, Seen> group in frame.Visible.GroupBy(seen => seen.Class))
            {
                string plural = group.Key == "bus" ? "buses" : group.Key + "s";
                string count = group.Count() == 1 ? $"1 {group.Key}" : $"{group.Count()} {plural}";
                Assert.Matches($"\\b{count}[,. ]", text);
            }
            Assert.Equal(frame.Visible.Select(seen => seen.Class).Distinct().Count(), CountOfClass().Count(text));
            Assert.Contains($"traffic keeps to the {(frame.Recording.Town.Style.LeftHandTraffic ? "left" : "right")}", text, StringComparison.Ordinal);
            string weather = frame.Recording.Weather.Kind.ToString().ToLowerInvariant() switch { "sunny" => "sun", "fog" => "fog", "rain" => "rain", string other => other };
            Assert.Contains(weather, text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public void The_planning_text_reads_back_as_the_recorded_future_and_is_missing_where_three_seconds_are()
    {
        foreach (Asked frame in Frames.Value)
        {
            QuestionAnswer? planning = frame.Annotations.Planning;
            Assert.Equal(frame.Moment + 60 < frame.Recording.Moments.Count, planning is not null);
            if (planning is null)
            {
                continue;
            }
            Assert.Equal("Please provide the planning trajectory for the ego car without reasons.", planning.Question);
            Match match = Planning().Match(planning.Answer);
            Assert.True(match.Success, planning.Answer);
            MatchCollection pairs = PlaceInText().Matches(planning.Answer);
            Assert.Equal(6, pairs.Count);
            EgoMotion ego = frame.Recording.Moments[frame.Moment].Ego;
            Pose townToEgo = Pose.Planar(ego.Position.X, ego.Position.Y, ego.Yaw).Inverse;
            for (int i = 0; i < 6; i++)
            {
                Vector3D p = townToEgo.Transform(frame.Recording.Moments[frame.Moment + 10 * (i + 1)].Ego.Position.At(0));
                Assert.InRange(Number(pairs[i].Groups[1]) - p.X, -0.00501, 0.00501);
                Assert.InRange(Number(pairs[i].Groups[2]) - p.Y, -0.00501, 0.00501);
            }
        }
    }

    [Fact]
    public void Objects_near_a_position_are_all_visible_things_within_ten_metres_with_their_measures()
    {
        int asked = 0, objects = 0;
        foreach (Asked frame in Frames.Value)
        {
            foreach (QuestionAnswer qa in frame.Annotations.Vqa.Where(qa => qa.Kind == "position"))
            {
                Match place = PlaceInText().Match(qa.Question);
                double x = Number(place.Groups[1]), y = Number(place.Groups[2]);
                List<Seen> near = [.. frame.Visible.Where(seen => Math.Sqrt((seen.At.X - x) * (seen.At.X - x) + (seen.At.Y - y) * (seen.At.Y - y)) <= 10)];
                objects += CheckObjects(frame, near, qa.Answer);
                asked++;
            }
        }
        Assert.InRange(asked, 400, int.MaxValue);
        Assert.InRange(objects, 500, int.MaxValue);
    }

    [Fact]
    public void Objects_on_a_lane_are_all_visible_things_between_its_borders()
    {
        int asked = 0, objects = 0;
        foreach (Asked frame in Frames.Value)
        {
            foreach (QuestionAnswer qa in frame.Annotations.Vqa.Where(qa => qa.Kind == "lane"))
            {
                Vector2D[] p = [.. PlaceInText().Matches(qa.Question).Select(match => new Vector2D(Number(match.Groups[1]), Number(match.Groups[2])))];
                Assert.Equal(4, p.Length);
                Vector2D[] curve = [.. Enumerable.Range(0, 401).Select(i => i / 400.0).Select(t => p[0] * ((1 - t) * (1 - t) * (1 - t)) + p[1] * (3 * t * (1 - t) * (1 - t)) + p[2] * (3 * t * t * (1 - t)) + p[3] * (t * t * t))];
                List<Seen> on = [.. frame.Visible.Where(seen => curve.Min(q => (q - new Vector2D(seen.At.X, seen.At.Y)).Length) < 1.75)];
                objects += CheckObjects(frame, on, qa.Answer);
                asked++;
            }
        }
        Assert.InRange(asked, 100, int.MaxValue);
        Assert.InRange(objects, 30, int.MaxValue);
    }

    [Fact]
    public void Closed_questions_about_things_have_the_answer_that_counting_and_measuring_gives()
    {
        SortedDictionary<string, int> checks = [];
        foreach (Asked frame in Frames.Value)
        {
            foreach (QuestionAnswer qa in frame.Annotations.Closed)
            {
                string? noun = Noun.All.FirstOrDefault(noun => Regex.IsMatch(qa.Question, $@" ({noun.One}|{noun.Many})\b"))?.One;
                List<Seen> those = [.. frame.Visible.Where(seen => seen.Class == noun).OrderBy(seen => seen.Distance)];
                List<Seen> where = [.. those.Where(seen => In(qa.Question, seen.Degrees))];
                string? right = qa.Template switch
                {
                    "exists" => where.Any(seen => seen.Distance <= 30) ? "yes" : "no",
                    "count" => where.Count(seen => seen.Distance <= (qa.Question.Contains("40 metres", StringComparison.Ordinal) ? 40 : 30)).ToString(CultureInfo.InvariantCulture),
                    "side" => Math.Abs(those[0].Degrees) <= 45 ? "ahead" : Math.Abs(those[0].Degrees) > 135 ? "behind" : those[0].Degrees > 0 ? "left" : "right",
                    "distance" => those[0].Distance < 10 ? "under 10 metres" : those[0].Distance < 20 ? "10 to 20 metres" : those[0].Distance < 30 ? "20 to 30 metres" : "over 30 metres",
                    "moving" => Math.Abs(where[0].Box.State.Speed) > 0.2 ? "yes" : "no",
                    "color" => where[0].Box.Model.Paint.ToString().ToLowerInvariant(),
                    _ => null,
                };
                if (right is not null)
                {
                    Assert.True(right == qa.Answer, $"{qa.Question} {qa.Answer}, but {right}");
                    checks[qa.Template!] = checks.GetValueOrDefault(qa.Template!) + 1;
                }
            }
        }
        Assert.Equal(["color", "count", "distance", "exists", "moving", "side"], checks.Keys);
        Assert.All(checks.Values, count => Assert.InRange(count, 40, int.MaxValue));
    }

    [Fact]
    public void Hidden_things_change_no_answer()
    {
        int same = 0;
        foreach (Asked frame in Frames.Value.Where((_, i) => i % 3 == 0))
        {
            HashSet<int> seen = [.. frame.Boxes.Where(box => box.Visible > 0).Select(box => box.Agent)];
            Recording bare = frame.Recording with { Moments = [.. frame.Recording.Moments.Select(moment => moment with { Agents = [.. moment.Agents.Where(state => seen.Contains(state.Agent))] })] };
            Dictionary<string, string> answers = [];
            foreach (QuestionAnswer qa in KeyframeQuestions.Create(bare, frame.Moment, frame.Boxes).Closed)
            {
                answers[qa.Question] = qa.Answer;
            }
            foreach (QuestionAnswer qa in frame.Annotations.Closed)
            {
                if (answers.TryGetValue(qa.Question, out string? answer))
                {
                    Assert.Equal(qa.Answer, answer);
                    same++;
                }
            }
        }
        Assert.InRange(same, 100, int.MaxValue);
    }

    private static int CheckObjects(Asked frame, List<Seen> expected, string answer)
    {
        MatchCollection records = ObjectRecord().Matches(answer);
        Assert.True(expected.Count == records.Count, $"{expected.Count} objects are there: {answer}");
        EgoMotion ego = frame.Recording.Moments[frame.Moment].Ego;
        foreach (Match match in records)
        {
            Seen seen = expected.First(seen => seen.Is(Number(match.Groups["x"]), Number(match.Groups["y"])) && seen.Class == match.Groups["class"].Value
                && Math.Abs(Number(match.Groups["length"]) - seen.Box.Model.Size.X) < 0.0501); // two may stand in one place
            Vector3D size = seen.Box.Model.Size;
            Assert.InRange(Number(match.Groups["length"]) - size.X, -0.0501, 0.0501);
            Assert.InRange(Number(match.Groups["width"]) - size.Y, -0.0501, 0.0501);
            Assert.InRange(Number(match.Groups["height"]) - size.Z, -0.0501, 0.0501);
            double degrees = (seen.Box.State.Yaw - ego.Yaw) * 180 / Math.PI, speed = seen.Box.State.Speed;
            Assert.InRange(Math.Abs(Math.IEEERemainder(Number(match.Groups["angle"]) - degrees, 360)), 0, 0.0501);
            Assert.Equal(Math.Abs(speed) > 0.2, match.Groups["vx"].Success);
            if (match.Groups["vx"].Success)
            {
                Assert.InRange(Number(match.Groups["vx"]) - speed * Math.Cos(degrees * Math.PI / 180), -0.0501, 0.0501);
                Assert.InRange(Number(match.Groups["vy"]) - speed * Math.Sin(degrees * Math.PI / 180), -0.0501, 0.0501);
            }
        }
        Assert.True(records.Count == 0 || answer.Contains(records.Count == 1 ? "1 object" : $"{records.Count} objects", StringComparison.Ordinal), answer);
        return records.Count;
    }

    private static bool In(string question, double degrees) =>
        question.Contains(" ahead", StringComparison.Ordinal) ? Math.Abs(degrees) <= 45
        : question.Contains(" behind", StringComparison.Ordinal) ? Math.Abs(degrees) > 135
        : question.Contains("on the left", StringComparison.Ordinal) ? degrees is > 45 and <= 135
        : !question.Contains("on the right", StringComparison.Ordinal) || degrees is >= -135 and < -45;

    private static bool NearBorder(double degrees) => new[] { 30, 90, 150 }.Any(border => Math.Abs(Math.Abs(degrees) - border) < 1.5) || Math.Abs(degrees) < 1.5;

    private static string[] Names(Seen seen) => seen.Class switch
    {
        "pedestrian" => ["pedestrian", "child", "road worker"],
        "bicycle" => ["bicycle", "cyclist"],
        "motorcycle" => ["motorcycle", "motorcyclist"],
        string other => [other],
    };

    private static double Number(Group group) => double.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\(([+-]\d+\.\d+|0\.0), ([+-]\d+\.\d+|0\.0)\)")]
    private static partial Regex PlaceInText();

    [GeneratedRegex(@"([Aa]head on the left|[Aa]head on the right|[Bb]ehind on the left|[Bb]ehind on the right|[Aa]head|[Bb]ehind) at \(([+-]\d+\.\d+|0\.0), ([+-]\d+\.\d+|0\.0)\)")]
    private static partial Regex Direction();

    [GeneratedRegex(@"\b\d+ (car|truck|bus|trailer|construction vehicle|motorcycle|bicycle|pedestrian|barrier|traffic cone)")]
    private static partial Regex CountOfClass();

    [GeneratedRegex(@"^Here is the planning trajectory \[PT(, \(([+-]\d+\.\d\d|0\.0), ([+-]\d+\.\d\d|0\.0)\)){6}\]\.$")]
    private static partial Regex Planning();

    [GeneratedRegex(@"(?<=[:;] )(?<class>[a-z ]+?) in the (front|back)( left| right)? location: \((?<x>[^,]+), (?<y>[^)]+)\), length: (?<length>[\d.]+), width: (?<width>[\d.]+), height: (?<height>[\d.]+), angle in degrees: (?<angle>[+-]?[\d.]+\d)(, velocity: \((?<vx>[^,]+), (?<vy>[^)]+)\))?")]
    private static partial Regex ObjectRecord();
}
