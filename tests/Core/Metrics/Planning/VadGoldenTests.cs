using System.Text.Json;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Planning;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Planning;

[Trait("Category", "Golden")]
public sealed class VadGoldenTests
{
    private const int Steps = Trajectory.Steps;

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("planning", "vad_*");

    [Theory, MemberData(nameof(Cases))]
    public void Rasters_are_those_of_OpenCV(GoldenCase golden)
    {
        byte[] official = NpzFile.Read(golden.File("rasterised.npz"))["seg_vehicle_pedestrian"].As<byte>();
        int at = 0;
        foreach (JsonElement sample in golden.ReadJson("input.json").GetProperty("samples").EnumerateArray())
        {
            foreach (bool people in (bool[])[false, true])
            {
                for (int t = 0; t < Steps; t++)
                {
                    Assert.True(official.AsSpan(at, HalfMetreGrid.Size * HalfMetreGrid.Size).SequenceEqual(Raster(sample, t, people, !people).Cells), $"Cells at {at}, step {t}.");
                    at += HalfMetreGrid.Size * HalfMetreGrid.Size;
                }
            }
        }
        Assert.Equal(official.Length, at);
    }

    [Theory, MemberData(nameof(Cases))]
    public void VAD_gives_the_official_numbers(GoldenCase golden)
    {
        JsonElement input = golden.ReadJson("input.json").GetProperty("samples"), expected = golden.ReadJson("expected.json");
        VadPlanning all = new();
        for (int s = 0; s < input.GetArrayLength(); s++)
        {
            JsonElement official = expected.GetProperty("per_sample")[s];
            StepScores scores = Score(input[s]);
            Assert.Equal(GoldenJson.Numbers(official.GetProperty("obj_coll_per_step")), scores.Point.Select(hit => hit / StepScores.Hit));
            Assert.Equal(GoldenJson.Numbers(official.GetProperty("obj_box_coll_per_step")), scores.Box.Select(hit => hit / StepScores.Hit));
            GoldenJson.Near(official.GetProperty("L2_at_6").GetDouble(), scores.L2.Average(), $"L2 of sample {s}");
            if (!input[s].GetProperty("fut_valid_flag").GetBoolean())
            {
                continue;
            }
            VadPlanning alone = new();
            alone.Add(0, scores);
            all.Add(s % 3, scores);
            Check(official.GetProperty("metrics"), alone, $"sample {s}");
        }
        Check(expected.GetProperty("dataset_mean"), all, "all samples");
    }

    private static void Check(JsonElement expected, VadPlanning vad, string what)
    {
        (string Kind, string Name, double Scale)[] kinds = [("l2", "plan_L2", 1), ("collision", "plan_obj_box_col", StepScores.Hit), ("collision-point", "plan_obj_col", StepScores.Hit)];
        foreach ((string kind, string name, double scale) in kinds)
        {
            for (int horizon = 1; horizon <= 3; horizon++)
            {
                PlanningRow row = Assert.Single(vad.Rows, row => row.Id == $"planning.{kind}.vad.{horizon}s");
                GoldenJson.Near(expected.GetProperty($"{name}_{horizon}s").GetDouble(), GoldenJson.Value(row.Measure) / scale, $"{row.Title}, {what}");
            }
        }
    }

    private static StepScores Score(JsonElement sample)
    {
        (double X, double Y)[] plan = GoldenJson.Points(sample.GetProperty("pred")), truth = GoldenJson.Points(sample.GetProperty("gt"));
        StepScores scores = new();
        for (int t = 0; t < Steps; t++)
        {
            scores.L2[t] = new Vector2D(plan[t].X - truth[t].X, plan[t].Y - truth[t].Y).Length;
            (bool hit, bool box, bool point) = VadPlanning.Contact(Raster(sample, t, people: true, vehicles: true), plan[t], truth[t]);
            scores.SetContact(t, hit, box, point);
        }
        return scores;
    }

    // VAD's rows: boxes (x, y, z, w, l, h, yaw, vx, vy) with yaw = -(heading + 90°); features 12 steps of way, 6 of mask, goal, 9 of state with the category last, 6 steps of turn.
    private static BevRaster Raster(JsonElement sample, int step, bool people, bool vehicles)
    {
        BevRaster raster = new(HalfMetreGrid.Size);
        PolygonFill fill = new();
        JsonElement boxes = sample.GetProperty("gt_agent_boxes"), features = sample.GetProperty("gt_agent_feats");
        for (int i = 0; i < boxes.GetArrayLength(); i++)
        {
            double[] box = GoldenJson.Numbers(boxes[i]), feature = GoldenJson.Numbers(features[i]);
            bool counts = feature[27] is >= 2 and <= 8 ? people : feature[27] is >= 14 and <= 23 && vehicles;
            if (!counts || feature[12 + step] != 1)
            {
                continue;
            }
            (double x, double y, double heading) = (box[0], box[1], -(box[6] + Math.PI / 2));
            for (int t = 0; t <= step; t++)
            {
                (x, y, heading) = (x + feature[2 * t], y + feature[2 * t + 1], heading + feature[28 + t]);
            }
            VadPlanning.Draw(raster, fill, new(new(x, y, 0), new(box[4], box[3], box[5]), heading));
        }
        return raster;
    }
}
