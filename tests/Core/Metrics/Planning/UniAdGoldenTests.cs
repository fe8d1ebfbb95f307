using System.Text.Json;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Metrics.Planning;
using VoxPilot.Testing;

namespace VoxPilot.Core.Tests.Metrics.Planning;

[Trait("Category", "Golden")]
public sealed class UniAdGoldenTests
{
    public static TheoryData<GoldenCase> Cases => GoldenCases.Folders("planning", "uniad_stp3_*");

    private delegate (bool Truth, bool Box, bool Point) Contact(BevRaster raster, (double Right, double Forward) plan, (double Right, double Forward) truth);

    [Theory, MemberData(nameof(Cases))]
    public void The_cells_of_the_car_are_those_of_scikit_image(GoldenCase golden) => Assert.Equal(
        golden.ReadJson("expected.json").GetProperty("ego_footprint_cells_rc").EnumerateArray().Select(cell => (cell[0].GetInt32(), cell[1].GetInt32())),
        HalfMetreGrid.Cells.ToArray());

    [Theory, MemberData(nameof(Cases))]
    public void UniAD_gives_the_official_numbers_per_step_and_at_the_instant(GoldenCase golden)
    {
        JsonElement expected = golden.ReadJson("expected.json").GetProperty("uniad");
        StepScores[] samples = Score(golden, UniAdPlanning.Contact, masked: true);
        UniAdPlanning uniAd = new();
        HorizonMeans averaged = new();
        for (int s = 0; s < samples.Length; s++)
        {
            JsonElement alone = expected.GetProperty("per_sample")[s];
            Equal(alone.GetProperty("L2"), samples[s].L2, $"L2 of sample {s}", 1);
            Equal(alone.GetProperty("obj_col"), samples[s].Point, $"obj_col of sample {s}", StepScores.Hit);
            Equal(alone.GetProperty("obj_box_col"), samples[s].Box, $"obj_box_col of sample {s}", StepScores.Hit);
            uniAd.Add(s % 3, samples[s]);
            averaged.AddMean(s % 3, samples[s].Box);
        }
        Check(uniAd, expected.GetProperty("convention_uniad"), (name, horizon) => (name, $"{horizon}"));
        for (int i = 0; i < 3; i++)
        {
            GoldenJson.Near(expected.GetProperty("convention_stp3").GetProperty("obj_box_col").GetProperty($"{i + 1}").GetDouble(), GoldenJson.Value(averaged.Measures[i]) / StepScores.Hit, "mean");
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void ST_P3_and_SparseWorlds_AD_MLP_give_the_official_numbers(GoldenCase golden)
    {
        AdMlpPlanning adMlp = new();
        StepScores[] samples = Score(golden, AdMlpPlanning.Contact, masked: false);
        for (int s = 0; s < samples.Length; s++)
        {
            adMlp.Add(s % 3, samples[s]);
        }
        JsonElement expected = golden.ReadJson("expected.json");
        foreach (string metric in (string[])["stp3", "sparseworld_admlp"])
        {
            Check(adMlp, expected.GetProperty(metric), (name, horizon) => ($"plan_{name}_{horizon}s", null));
        }
    }

    private static void Check(IPlanningConvention convention, JsonElement expected, Func<string, int, (string, string?)> key)
    {
        (string Kind, string Name, double Scale)[] kinds = [("l2", "L2", 1), ("collision", "obj_box_col", StepScores.Hit), ("collision-point", "obj_col", StepScores.Hit)];
        foreach ((string kind, string name, double scale) in kinds)
        {
            double sum = 0;
            for (int horizon = 1; horizon <= 3; horizon++)
            {
                (string first, string? second) = key(name, horizon);
                JsonElement value = expected.GetProperty(first);
                double official = (second is null ? value : value.GetProperty(second)).GetDouble();
                sum += official / 3;
                GoldenJson.Near(official, Find($"{horizon}s") / scale, $"{kind} at {horizon} s");
            }
            GoldenJson.Near(sum, Find("avg") / scale, $"{kind}, average");

            double Find(string at) => GoldenJson.Value(Assert.Single(convention.Rows, row => row.Id == $"planning.{kind}.{convention.Id}.{at}").Measure);
        }
    }

    private static StepScores[] Score(GoldenCase golden, Contact contact, bool masked)
    {
        JsonElement input = golden.ReadJson("input.json");
        byte[] cells = NpzFile.Read(golden.File("segmentation.npz"))["segmentation"].As<byte>();
        BevRaster raster = new(HalfMetreGrid.Size);
        StepScores[] samples = new StepScores[input.GetProperty("pred").GetArrayLength()];
        for (int s = 0; s < samples.Length; s++)
        {
            (double X, double Y)[] plan = GoldenJson.Points(input.GetProperty("pred")[s]), truth = GoldenJson.Points(input.GetProperty("gt")[s]);
            (double X, double Y)[] mask = GoldenJson.Points(input.GetProperty("gt_mask")[s]);
            samples[s] = new();
            for (int t = 0; t < Trajectory.Steps; t++)
            {
                cells.AsSpan((s * Trajectory.Steps + t) * raster.Cells.Length, raster.Cells.Length).CopyTo(raster.Cells);
                double dx = (plan[t].X - truth[t].X) * (masked ? mask[t].X : 1), dy = (plan[t].Y - truth[t].Y) * (masked ? mask[t].Y : 1);
                samples[s].L2[t] = Math.Sqrt(dx * dx + dy * dy);
                (bool hit, bool box, bool point) = contact(raster, plan[t], truth[t]);
                samples[s].SetContact(t, hit, box, point);
            }
        }
        return samples;
    }

    private static void Equal(JsonElement expected, double[] actual, string what, double scale)
    {
        double[] numbers = GoldenJson.Numbers(expected);
        for (int t = 0; t < numbers.Length; t++)
        {
            GoldenJson.Near(numbers[t], actual[t] / scale, $"{what}, step {t + 1}");
        }
    }
}
