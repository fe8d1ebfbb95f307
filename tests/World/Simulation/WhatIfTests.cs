using VoxPilot.Core.Geometry;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Simulation;

public sealed class WhatIfTests
{
    private static readonly Lazy<Recording[]> Drives = new(() => [.. new ulong[] { 300, 301, 302, 303 }.Select(seed => Recorder.Record(seed, 12))]);

    [Fact]
    public void What_the_expert_drove_would_have_been_safe()
    {
        int checks = 0;
        foreach (Recording recording in Drives.Value)
        {
            foreach (int moment in recording.Keyframes.Where(m => m + 60 < recording.Moments.Count))
            {
                WhatIfReport report = WhatIf.Check(recording, moment, Driven(recording, moment));
                Assert.Equal(3, report.Seconds, 9);
                Assert.True(report.CollidesAt is null && report.LeavesRoadAt is null && report.OncomingAt is null, $"moment {moment}: {report}");
                checks++;
            }
        }
        Assert.True(checks > 50);
    }

    [Fact]
    public void Driving_on_through_what_stands_ahead_collides_with_it()
    {
        int found = 0;
        foreach (Recording recording in Drives.Value)
        {
            foreach (int moment in recording.Keyframes.Where(m => m + 60 < recording.Moments.Count))
            {
                EgoMotion ego = recording.Moments[moment].Ego;
                (double sin, double cos) = Math.SinCos(ego.Yaw);
                Recording frozen = recording with { Moments = [.. Enumerable.Repeat(recording.Moments[moment], 61)] };
                foreach (AgentState ahead in recording.Moments[moment].Agents.Where(a => a.Lane == ego.Lane && a.Along > ego.Along))
                {
                    Vector2D d = new Vector2D(ahead.Position.X, ahead.Position.Y) - ego.Position;
                    double x = cos * d.X + sin * d.Y, y = cos * d.Y - sin * d.X;
                    bool next = !recording.Moments[moment].Agents.Any(a => a.Lane == ego.Lane && a.Along > ego.Along && a.Along < ahead.Along);
                    if (next && x < 25 && Math.Abs(y) < 1)
                    {
                        WhatIfReport report = WhatIf.Check(frozen, 0, [.. Enumerable.Range(1, 6).Select(i => (x * i / 5.0, y * i / 5.0))]);
                        Assert.Equal(ahead.Agent, report.Agent);
                        Assert.NotNull(report.CollidesAt);
                        Assert.False(report.Safe);
                        found++;
                    }
                }
            }
        }
        Assert.True(found > 0, "no moment to try");
    }

    [Fact]
    public void A_sharp_turn_to_the_side_leaves_the_road_and_is_uncomfortable()
    {
        Recording recording = Drives.Value[0];
        int left = 0;
        foreach (int moment in recording.Keyframes.Take(15))
        {
            WhatIfReport right = WhatIf.Check(recording, moment, [.. Enumerable.Range(1, 6).Select(i => (4.0 * i, -1.2 * i * i))]);
            Assert.False(right.Comfortable);
            left += right.LeavesRoadAt is not null ? 1 : 0;
        }
        Assert.True(left >= 12, $"only {left} of 15 turns left the road");
    }

    [Fact]
    public void Drifting_over_the_middle_of_the_road_is_oncoming_traffic()
    {
        int found = 0;
        foreach (Recording recording in Drives.Value)
        {
            double side = recording.Town.Style.LeftHandTraffic ? -1 : 1;
            foreach (int moment in recording.Keyframes)
            {
                EgoMotion ego = recording.Moments[moment].Ego;
                var lane = recording.Town.Lanes[ego.Lane];
                bool one = lane.Junction < 0 && lane.LeftNeighbour < 0 && lane.RightNeighbour < 0 && ego.Along > 20 && lane.Centre.Length - ego.Along > 45;
                if (one && moment + 60 < recording.Moments.Count)
                {
                    // Along the lane, moved over to the other one.
                    (double sin, double cos) = Math.SinCos(ego.Yaw);
                    (double, double)[] path = [.. Enumerable.Range(1, 6).Select(i =>
                    {
                        double s = ego.Along + 4 * i;
                        Vector2D d = lane.Centre.At(s) + lane.Centre.Direction(s).Left * (side * lane.Width * Math.Min(1, i / 3.0)) - ego.Position;
                        return (cos * d.X + sin * d.Y, cos * d.Y - sin * d.X);
                    })];
                    Assert.NotNull(WhatIf.Check(recording, moment, path).OncomingAt);
                    found++;
                }
            }
        }
        Assert.True(found > 0, "no moment to try");
    }

    private static (double, double)[] Driven(Recording recording, int moment)
    {
        EgoMotion ego = recording.Moments[moment].Ego;
        (double sin, double cos) = Math.SinCos(ego.Yaw);
        return [.. Enumerable.Range(1, 6).Select(i =>
        {
            Vector2D d = recording.Moments[moment + i * Recording.StepsPerKeyframe].Ego.Position - ego.Position;
            return (cos * d.X + sin * d.Y, cos * d.Y - sin * d.X);
        })];
    }
}
