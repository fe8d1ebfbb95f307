using System.Text.RegularExpressions;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Reports;

public sealed partial class ReportPageTests
{
    [Fact]
    public void Whatever_a_report_says_is_escaped()
    {
        const string Evil = "<script>alert('x' & \"y\")</script>";
        Report report = MadeReports.Evaluation();
        ReportMeasure measure = report.Sections[0].Measures[0] with { Title = Evil, Group = Evil, Unit = Evil, Convention = Evil, Population = Evil, Id = Evil };
        report = report with
        {
            Command = Evil,
            Subject = new(Evil, Evil, true),
            Data = report.Data with { Name = Evil, Scenes = [Evil, "b"], Fingerprint = Evil },
            Settings = new Dictionary<string, string> { [Evil] = Evil },
            Conventions = new Dictionary<string, string> { [Evil] = Evil },
            Seconds = new Dictionary<string, double> { [Evil] = 1 },
            Sections =
            [
                report.Sections[0] with { Id = Evil, Title = Evil, About = Evil, Measures = [measure], Baselines = [new("class-mean", Evil, Evil), new("other", Evil, Evil, Evil)], Pictures = [new(Evil, [1, 2, 3])] },
                report.Sections[5] with { Title = Evil, Absent = Evil },
            ],
        };
        foreach (string page in new[] { ReportPage.Of(report), ReportComparisonPage.Of(ReportComparison.Of(report, report)) })
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("alert('", page, StringComparison.Ordinal);
            Assert.DoesNotContain("\"y\"", page, StringComparison.Ordinal);
            Assert.True(Occurrence().Count(page) >= 20);
        }
    }

    [Fact]
    public void An_untrained_pack_cannot_be_missed()
    {
        string page = ReportPage.Of(MadeReports.Evaluation(trained: false));
        Assert.Contains("This pack was not trained: its figures mean nothing but that the pipeline runs", page, StringComparison.Ordinal);
        Assert.Equal(5, Regex.Count(page, "<small class=\"untrained\">not trained</small>")); // in the heading of every table
        Assert.DoesNotContain("was not trained", ReportPage.Of(MadeReports.Evaluation(trained: true)), StringComparison.Ordinal);
        Assert.DoesNotContain("was not trained", ReportPage.Of(MadeReports.Evaluation(trained: null)), StringComparison.Ordinal);
        Assert.Contains("was not trained", ReportComparisonPage.Of(ReportComparison.Of(MadeReports.Evaluation(), MadeReports.Evaluation(trained: false))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_task_says_why_and_has_no_figure()
    {
        string page = ReportPage.Of(MadeReports.Evaluation()), section = Section(page, "task-detection");
        Assert.Contains("<b>Absent.</b> The pack has no detector.", section, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"figure\"", section, StringComparison.Ordinal);
        Assert.DoesNotContain("0.0", section, StringComparison.Ordinal);
        Assert.Contains("<p class=\"absent\">absent</p><p class=\"beside\">The pack has no detector.</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absent_baseline_says_why_and_has_no_column()
    {
        string section = Section(ReportPage.Of(MadeReports.Evaluation()), "task-planning");
        Assert.Contains("Absent: the data set does not say how its expert decided", section, StringComparison.Ordinal);
        Assert.Equal(6, Regex.Count(section, "<th scope=\"col\"")); // measure, pack, three baselines, intervals
    }

    [Fact]
    public void A_figure_that_is_not_defined_is_no_zero()
    {
        string row = Row(ReportPage.Of(MadeReports.Evaluation()), "planning.boundary.omnidrive");
        Assert.Contains("undefined", row, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"figure\"", row, StringComparison.Ordinal);
        Assert.DoesNotContain("<g class=\"lane", row, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_stands_with_unit_interval_and_the_better_one_is_marked_by_a_sign()
    {
        Report report = OneRow(higherIsBetter: false, own: Shifted(0.234, 0), baseline: Shifted(0.312, 0));
        string row = Row(ReportPage.Of(report), "m");
        Assert.Contains("<span class=\"figure\">0.234</span><span class=\"unit\"> m</span><small class=\"interval\">0.204 … 0.264</small>", row, StringComparison.Ordinal);
        Assert.Equal(["★", "▼"], Signs(row));
        Assert.Equal(["★", "▲"], Signs(Row(ReportPage.Of(OneRow(true, Shifted(0.234, 0), Shifted(0.312, 0))), "m")));
        Assert.Equal(["≠"], Signs(Row(ReportPage.Of(OneRow(null, Shifted(0.234, 0), Shifted(0.312, 0))), "m")));
    }

    [Fact]
    public void A_bound_stands_beside_and_wins_nothing()
    {
        ReportMeasure Row(string id) => new()
        {
            Id = id, Title = "mIoU", Unit = "%", Convention = "c", Population = "p", Count = 1, HigherIsBetter = true, Headline = true,
            Value = new(20, 19, 21, [19, 21]), Baselines = new Dictionary<string, ReportValue> { ["prior"] = new(10, 9, 11, [9, 11]), ["ceiling"] = new(70, 69, 71, [69, 71]) },
        };
        ReportSection section = MadeReports.Evaluation().Sections[0] with
        {
            Measures = [Row("occupancy.miou")],
            Baselines = [new("prior", "Prior", "A floor."), new("ceiling", "Ceiling", "A bound.", Bound: true)],
        };
        string page = ReportPage.Of(MadeReports.Evaluation() with { Sections = [section], Bootstrap = new(0, 2) });
        Assert.Contains("✓ clearly better than</span> Prior", page, StringComparison.Ordinal);
        Assert.DoesNotContain("clearly worse than</span> Ceiling", page, StringComparison.Ordinal);
        Assert.Contains("70.00", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_clear_is_said_to_be_so()
    {
        string row = Row(ReportPage.Of(OneRow(false, Shifted(0.234, 0), Shifted(0.236, 1))), "m");
        Assert.Equal(["☆", "≈"], Signs(row));
        ReportValue alone = new(0.3, null, null, []);
        Assert.Equal(["☆", "?"], Signs(Row(ReportPage.Of(OneRow(false, new(0.2, null, null, []), alone)), "m")));
    }

    [Fact]
    public void Settings_that_make_figures_incomparable_stand_out()
    {
        string page = ReportPage.Of(MadeReports.Evaluation());
        Assert.Contains("<span class=\"badge warn\">⚠ ego: <b>off</b></span>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"badge warn\">⚠ degrade: <b>noise</b></span>", page, StringComparison.Ordinal);
        Assert.Contains("<span class=\"badge\">seed: <b>7</b></span>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_leads_somewhere_and_every_convention_is_explained()
    {
        Report report = MadeReports.Evaluation();
        string page = ReportPage.Of(report);
        Assert.All(Regex.Matches(page, "href=\"#([^\"]+)\"").Select(m => m.Groups[1].Value).Distinct(), id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
        Assert.All(report.Sections.SelectMany(s => s.Measures).Select(m => m.Convention).Distinct(), convention => Assert.Contains($"<dt>{convention}</dt><dd>{Html.Of($"{report.Conventions[convention]}").Text}", page, StringComparison.Ordinal));
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void One_scene_has_no_intervals_and_says_so()
    {
        Report report = OneRow(true, new(1, null, null, []), new(2, null, null, []));
        string page = ReportPage.Of(report with { Data = report.Data with { Scenes = ["a"] } });
        Assert.Contains(ReportWords.OneScene, page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"interval\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_loops_have_routes_and_steps() =>
        Assert.Contains("24 routes, 960 steps", ReportPage.Of(MadeReports.Evaluation() with { Kind = ReportKind.ClosedLoop }), StringComparison.Ordinal);

    // Draws of ±0.03 around the figure; a turn of them makes another figure's ups its downs.
    private static ReportValue Shifted(double value, int turn)
    {
        float[] draws = [.. Enumerable.Range(0, 41).Select(i => (float)(value + 0.03 * (((i + 20 * turn) % 41) - 20) / 19))];
        return new(value, value - 0.03, value + 0.03, draws);
    }

    private static Report OneRow(bool? higherIsBetter, ReportValue own, ReportValue baseline)
    {
        Report report = MadeReports.Evaluation();
        ReportMeasure measure = report.Sections[0].Measures[0] with { Id = "m", Unit = "m", HigherIsBetter = higherIsBetter, Value = own, Baselines = new Dictionary<string, ReportValue> { ["class-mean"] = baseline } };
        return report with { Bootstrap = new(0, 41), Sections = [report.Sections[0] with { Measures = [measure] }] };
    }

    private static string Section(string page, string id) => Regex.Match(page, $"<section id=\"{id}\">.*?</section>", RegexOptions.Singleline).Value;

    private static string Row(string page, string id) => Regex.Match(page, $"<tr data-measure=\"{Regex.Escape(id)}\">.*?</tr>", RegexOptions.Singleline).Value;

    private static IEnumerable<string> Signs(string row) => Regex.Matches(row, "<span class=\"sign [^\"]*\">(.)</span>").Select(m => m.Groups[1].Value);

    [GeneratedRegex("&lt;script&gt;alert\\(&#39;x&#39; &amp; &quot;y&quot;\\)&lt;/script&gt;")]
    private static partial Regex Occurrence();
}
