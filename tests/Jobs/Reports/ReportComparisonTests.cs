using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Reports;

public sealed class ReportComparisonTests
{
    private static readonly Report s_made = MadeReports.Evaluation();

    [Fact]
    public void Measures_are_matched_by_id_and_B_less_A_has_the_paired_interval()
    {
        float[] a = [.. Enumerable.Range(0, 41).Select(i => (float)i)], b = [.. a.Select(r => 2 * r + 5)];
        ReportComparison comparison = ReportComparison.Of(With(new("x", 20, a), new("y", 1, a)), With(new("y", 1, a), new("x", 50, b)));
        ReportComparisonRow row = comparison.Sections[0].Rows[0];
        Assert.Equal("x", row.A.Id);
        Assert.Equal((30.0, 6.0, 44.0), (row.Difference.Value.Value!.Value, row.Difference.Value.Low!.Value, row.Difference.Value.High!.Value));
        Assert.Equal(ReportVerdict.Better, row.Difference.Verdict);
        Assert.Equal(ReportVerdict.NotClear, comparison.Sections[0].Rows[1].Difference.Verdict);
        Assert.Equal((1, 1, 0), (comparison.Count(ReportVerdict.Better), comparison.Count(ReportVerdict.NotClear), comparison.Count(ReportVerdict.Worse)));
    }

    [Fact]
    public void What_only_one_report_has_is_listed_as_such()
    {
        float[] draws = new float[41];
        Report a = With(new("both", 0, draws), new("old", 0, draws)), b = With(new("new", 0, draws), new("both", 0, draws));
        b = b with { Sections = [.. b.Sections, s_made.Sections[5]] };
        ReportComparison comparison = ReportComparison.Of(a, b);
        Assert.Equal(["both"], comparison.Sections[0].Rows.Select(r => r.A.Id));
        Assert.Equal([("old", "only in A"), ("new", "only in B")], comparison.Sections[0].Unmatched.Select(u => ((u.A ?? u.B)!.Id, u.Reason)));
        Assert.Equal(("the report does not have this task", "The pack has no detector."), (comparison.Sections[1].AbsentInA, comparison.Sections[1].AbsentInB));
        string text = ReportComparisonText.Of(comparison), page = ReportComparisonPage.Of(comparison);
        Assert.Contains("only in A: old", text, StringComparison.Ordinal);
        Assert.Contains("absent in B: The pack has no detector.", text, StringComparison.Ordinal);
        Assert.Contains("only in B</li>", page, StringComparison.Ordinal);
        Assert.Contains("<b>Absent in B.</b> The pack has no detector.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void One_id_by_two_conventions_is_not_compared()
    {
        float[] draws = new float[41];
        Report a = With(new Row("x", 0, draws)), b = With(new Row("x", 0, draws));
        ReportSection section = b.Sections[0];
        Report Changed(Func<ReportMeasure, ReportMeasure> change) => b with { Sections = [section with { Measures = [change(section.Measures[0])] }] };
        Assert.Equal("A by the convention Occ3D (CVPR 2023), camera mask, B by other", Reason(Changed(m => m with { Convention = "other" })));
        Assert.Equal("A over all key frames, B over some", Reason(Changed(m => m with { Population = "some" })));
        Assert.Equal("A in %, B in no unit", Reason(Changed(m => m with { Unit = "" })));

        string Reason(Report other)
        {
            ReportComparisonSection compared = ReportComparison.Of(a, other).Sections[0];
            Assert.Empty(compared.Rows);
            return compared.Unmatched.Single().Reason;
        }
    }

    [Fact]
    public void Different_scenes_are_refused_by_name()
    {
        string[] scenes = [.. s_made.Data.Scenes];
        string fault = Fault(s_made with { Data = s_made.Data with { Scenes = [.. scenes[3..], "scene-x"], Keyframes = 880, Fingerprint = "f" } });
        Assert.Contains("3 scenes only in A: scene-9000000, scene-9000001, scene-9000002; 1 scene only in B: scene-x; A has 960 key frames and B 880.", fault, StringComparison.Ordinal);
        Assert.Contains("Measure both on the same data.", fault, StringComparison.Ordinal);
        Assert.Contains("23 scenes only in A: scene-9000001, scene-9000002, scene-9000003, scene-9000004, scene-9000005 and 18 more;",
            Fault(s_made with { Data = s_made.Data with { Scenes = scenes[..1], Fingerprint = "f" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_scenes_with_other_key_frames_are_refused_with_the_difference()
    {
        Assert.Contains("they have the same scenes; A has 960 key frames and B 952.", Fault(s_made with { Data = s_made.Data with { Keyframes = 952, Fingerprint = "f" } }), StringComparison.Ordinal);
        Assert.Contains("they have the same scenes; both have 960 key frames, but not the same ones (fingerprints c1a5be771d0f and f).", Fault(s_made with { Data = s_made.Data with { Fingerprint = "f" } }), StringComparison.Ordinal);
        Assert.Contains("the same scenes in another order", Fault(s_made with { Data = s_made.Data with { Scenes = [.. s_made.Data.Scenes.Reverse()], Fingerprint = "f" } }), StringComparison.Ordinal);
    }

    [Fact]
    public void Different_draws_and_different_kinds_are_refused()
    {
        Assert.Contains("A has 400 draws of the bootstrap from seed 0, B has 400 from seed 9.", Fault(s_made with { Bootstrap = new(9, 400) }), StringComparison.Ordinal);
        Assert.Contains("A is of the kind evaluation and B of the kind closed loop.", Fault(s_made with { Kind = ReportKind.ClosedLoop }), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_intervals_differences_stand_without_a_verdict()
    {
        ReportComparison comparison = ReportComparison.Of(With(new Row("x", 1, [])), With(new Row("x", 3, [])));
        Assert.Equal((2.0, ReportVerdict.Unknown), (comparison.Sections[0].Rows[0].Difference.Value.Value!.Value, comparison.Sections[0].Rows[0].Difference.Verdict));
        Assert.Contains("+2.00 ?", ReportComparisonText.Of(comparison), StringComparison.Ordinal);
    }

    private sealed record Row(string Id, double Value, float[] Draws);

    private static Report With(params Row[] rows) => s_made with
    {
        Bootstrap = new(0, 41),
        Sections = [s_made.Sections[0] with { Measures = [.. rows.Select(r => s_made.Sections[0].Measures[0] with { Id = r.Id, Value = new(r.Value, null, null, r.Draws), Baselines = new Dictionary<string, ReportValue>() })] }],
    };

    private static string Fault(Report b) => Assert.Throws<InvalidDataException>(() => ReportComparison.Of(s_made, b)).Message;
}
