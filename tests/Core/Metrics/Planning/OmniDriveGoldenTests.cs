using System.Text.Json;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Planning;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Planning;

[Trait("Category", "Golden")]
public sealed class OmniDriveGoldenTests
{
    private const int Steps = Trajectory.Steps;

    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("planning", "omnidrive_*");

    [Theory, MemberData(nameof(Cases))]
    public void Plans_are_read_out_of_answers(GoldenCase golden)
    {
        JsonElement input = golden.ReadJson("input.json");
        foreach (JsonProperty answer in input.GetProperty("answers").EnumerateObject())
        {
            IReadOnlyList<(double, double)>? found = OmniDrivePlanText.Points(answer.Value.GetString()!);
            if (input.GetProperty("preds").TryGetProperty(answer.Name, out JsonElement expected))
            {
                Assert.Equal(GoldenJson.Points(expected), found);
            }
            else
            {
                Assert.Null(found);
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Rasters_of_agents_road_and_car_are_those_of_OpenCV(GoldenCase golden)
    {
        IReadOnlyDictionary<string, NpyArray> official = NpzFile.Read(golden.File("rasters_packed.npz"));
        BevRaster raster = new(TenthMetreGrid.Size);
        PolygonFill fill = new();
        PlanningCase[] cases = Read(golden);
        for (int i = 0; i < official["drivable"].Shape[0]; i++)
        {
            raster.Clear();
            TenthMetreGrid.FillDrivable(raster, fill, cases[i].DrivableArea!);
            Same(official["drivable"], i, raster, $"road of sample {i}");
        }
        JsonElement input = golden.ReadJson("input.json");
        // Agents of the first samples, cars of the first that have an answer.
        int[] answered = [.. Enumerable.Range(0, cases.Length).Where(i => Answered(input, i))];
        for (int s = 0; s < official["bev_segmentation"].Shape[0]; s++)
        {
            for (int t = -1; t < Steps; t++)
            {
                raster.Clear();
                OmniDrivePlanning.Draw(raster, fill, t < 0 ? Agents(input.GetProperty("infos")[s], -1) : cases[s].Agents[t]);
                Same(official["bev_segmentation"], s * (Steps + 1) + t + 1, raster, $"agents of sample {s}, step {t + 1}");
                raster.Clear();
                OmniDrivePlanning.DrawEgo(raster, fill, cases[answered[s]].Plan, t);
                Same(official["ego_segmentation"], s * (Steps + 1) + t + 1, raster, $"car of sample {answered[s]}, step {t + 1}");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void OmniDrive_gives_the_official_numbers(GoldenCase golden)
    {
        JsonElement expected = golden.ReadJson("expected.json"), input = golden.ReadJson("input.json");
        PlanningCase[] cases = Read(golden);
        OmniDrivePlanning all = new();
        for (int i = 0; i < cases.Length; i++)
        {
            OmniDrivePlanning alone = new();
            if (Answered(input, i))
            {
                alone.Add(0, cases[i]);
                all.Add(i % 3, cases[i]);
            }
            Check(expected.GetProperty("per_sample")[i], alone, $"sample {i}");
        }
        Check(expected.GetProperty("sums"), all, "all samples");
    }

    // Official numbers are sums over samples.
    private static void Check(JsonElement sums, OmniDrivePlanning convention, string what)
    {
        (string Kind, string Name, double Scale)[] kinds = [("l2", "l2", 1), ("collision", "plan_obj_box_col", StepScores.Hit), ("boundary", "plan_boundary", StepScores.Hit)];
        long samples = sums.GetProperty("samples").GetInt64();
        foreach ((string kind, string name, double scale) in kinds)
        {
            for (int horizon = 1; horizon <= 3; horizon++)
            {
                PlanningRow row = Assert.Single(convention.Rows, row => row.Id == $"planning.{kind}.omnidrive.{horizon}s");
                Assert.Equal(samples, row.Measure.Count);
                if (samples > 0)
                {
                    GoldenJson.Near(sums.GetProperty($"{name}_{horizon}s").GetDouble() / samples, GoldenJson.Value(row.Measure) / scale, $"{row.Title}, {what}");
                }
            }
        }
    }

    private static bool Answered(JsonElement input, int sample) =>
        input.GetProperty("preds").TryGetProperty(input.GetProperty("infos")[sample].GetProperty("token").GetString()!, out _);

    private static void Same(NpyArray packed, int index, BevRaster raster, string what)
    {
        ReadOnlySpan<byte> bits = packed.As<byte>().AsSpan(index * raster.Cells.Length / 8, raster.Cells.Length / 8);
        int wrong = 0;
        string first = "";
        for (int i = 0; i < raster.Cells.Length; i++)
        {
            int official = bits[i / 8] >> (7 - i % 8) & 1;
            if (official != raster.Cells[i] && wrong++ == 0)
            {
                first = $"row {i / raster.Size}, column {i % raster.Size}: {official} was expected";
            }
        }
        Assert.True(wrong == 0, $"{what}: {wrong} cells differ, first {first}.");
    }

    private static PlanningCase[] Read(GoldenCase golden)
    {
        JsonElement input = golden.ReadJson("input.json");
        DrivableMaps maps = new(Path.GetDirectoryName(golden.File("input.json"))!);
        return
        [
            .. input.GetProperty("infos").EnumerateArray().Select(info =>
            {
                double[] r = GoldenJson.Numbers(info.GetProperty("ego2global_rotation")), t = GoldenJson.Numbers(info.GetProperty("ego2global_translation"));
                double[] mask = GoldenJson.Numbers(info.GetProperty("gt_planning_mask")[0][0]);
                bool answered = input.GetProperty("preds").TryGetProperty(info.GetProperty("token").GetString()!, out JsonElement plan);
                return new PlanningCase
                {
                    Plan = answered ? new() { Points = GoldenJson.Points(plan) } : Trajectory.Standstill,
                    Truth = new() { Points = GoldenJson.Points(info.GetProperty("gt_planning")[0]) },
                    RecordedSteps = mask.All(m => m != 0) ? Steps : mask.TakeWhile(m => m != 0).Count(),
                    PastKeyframes = 0,
                    Agents = [.. Enumerable.Range(0, Steps).Select(step => Agents(info, step))],
                    DrivableArea = maps.Of(info.GetProperty("location").GetString())!.Around(new(new(r[0], r[1], r[2], r[3]), new(t[0], t[1], t[2]))),
                };
            }),
        ];
    }

    // Boxes (x, y, z, length, width, height, heading); indices 8…17 are vehicles. Step -1 is now.
    private static PlanningAgent[] Agents(JsonElement info, int step)
    {
        List<PlanningAgent> agents = [];
        for (int i = 0; i < info.GetProperty("gt_boxes").GetArrayLength(); i++)
        {
            double[] box = GoldenJson.Numbers(info.GetProperty("gt_boxes")[i]), turn = GoldenJson.Numbers(info.GetProperty("gt_fut_yaw")[i]);
            (double X, double Y)[] way = GoldenJson.Points(info.GetProperty("gt_fut_traj")[i]);
            bool vehicle = info.GetProperty("gt_fut_idx")[i][0].GetInt32() is >= 8 and <= 17;
            if (step >= 0 && info.GetProperty("gt_fut_traj_mask")[i][step].GetDouble() != 1)
            {
                continue;
            }
            (double x, double y, double heading) = (0, 0, 0);
            for (int t = 0; t <= step; t++)
            {
                (x, y, heading) = (x + way[t].X, y + way[t].Y, heading + turn[t]);
            }
            agents.Add(new(vehicle ? "vehicle.car" : "human.pedestrian.adult", new OrientedBox(new(x + box[0], y + box[1], box[2]), new(box[3], box[4], box[5]), heading + box[6])));
        }
        return [.. agents];
    }
}
