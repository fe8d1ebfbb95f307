using System.Text.RegularExpressions;
using VoxPilot.Core.Imaging;
using VoxPilot.Jobs.Tests.Reports;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class CurvePageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_page_has_a_panel_for_the_loss_for_each_term_and_for_the_course()
    {
        string page = Page(MadeRuns.Folder(folder.Path, "occupancy-1"));
        Assert.Equal(["loss", .. MadeRuns.Terms, "gradient norm", "learning rate", "samples per second"], Regex.Matches(page, "data-figure=\"([^\"]+)\"").Select(m => m.Groups[1].Value));
        Assert.Contains("forward <b>41.0 %</b>", page, StringComparison.Ordinal);
        Assert.Contains("<h1>occupancy-1</h1>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("http", page.Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(Regex.Matches(page, "href=\"#([^\"]+)\"").Select(m => m.Groups[1].Value), id => Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Figures_of_previews_have_panels_and_the_last_of_a_step_counts()
    {
        RunFolder run = MadeRuns.Folder(folder.Path, "occupancy-1", lines: 20);
        Assert.DoesNotContain("Measured in between", Page(run), StringComparison.Ordinal);
        File.WriteAllLines(run.PreviewFigures, ["{\"step\":100,\"figures\":{\"miou\":4}}", "{\"step\":200,\"figures\":{\"miou\":90}}", "{\"step\":200,\"figures\":{\"miou\":8.5}}"]);
        string page = Page(run);
        Assert.Equal(1, Curves(page, "miou"));
        Assert.Contains("miou by step: occupancy-1 from 4 to 8.5", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_are_laid_over_each_other_and_a_term_that_one_lacks_leaves_it_out()
    {
        RunFolder a = MadeRuns.Folder(folder.Path, "a", lines: 30), b = MadeRuns.Folder(folder.Path, "b<i>", lines: 20, seed: 2);
        LossLine own = MadeRuns.Line(210);
        new LossLog(b.Losses).Append(own with { Terms = new Dictionary<string, double>(own.Terms) { ["only.b"] = 1 } });
        string page = Page(a, b);
        Assert.Equal(2, Curves(page, "loss"));
        Assert.Equal(1, Curves(page, "only.b"));
        Assert.Contains("b&lt;i&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("b<i>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_of_one_line_and_a_figure_that_is_no_number_are_drawn_without_fault()
    {
        RunFolder run = MadeRuns.Folder(folder.Path, "short", lines: 0);
        LossLine line = MadeRuns.Line(10);
        new LossLog(run.Losses).Append(line with { Loss = double.NaN, Terms = new Dictionary<string, double> { ["pts.0"] = 0, ["cls.0"] = double.NegativeInfinity } });
        string page = Page(run);
        Assert.Contains("not a number", page, StringComparison.Ordinal);
        Assert.Equal(0, Curves(page, "cls.0"));
        Assert.Equal(1, Curves(page, "pts.0"));
        CurvePicture.Write([run], run.CurvePicture);
    }

    [Fact]
    public void A_run_without_losses_is_named()
    {
        RunFolder run = new(folder.At("none"));
        Assert.Contains("The run none has no losses.jsonl", Assert.Throws<InvalidDataException>(() => CurvePage.Write([run], folder.At("x.html"))).Message, StringComparison.Ordinal);
        Assert.Contains("no line of losses yet", Assert.Throws<InvalidDataException>(() => CurvePage.Write([MadeRuns.Folder(folder.Path, "new", lines: 0)], folder.At("x.html"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_has_room_for_all_terms_and_shows_the_curves()
    {
        RunFolder run = MadeRuns.Folder(folder.Path, "occupancy-1");
        CurvePicture.Write([run], run.CurvePicture);
        using ImageDecoder decoder = new();
        RgbImage image = decoder.Decode(ImageHeader.Read(File.ReadAllBytes(run.CurvePicture), "curve", new()));
        Assert.Equal((CurvePicture.Width, 34 + 280 + 2 * 150), (image.Width, image.Height)); // six terms in rows of three
        int[] colors = [.. Enumerable.Range(0, image.Width * image.Height).Select(i => image.Pixels[3 * i] << 16 | image.Pixels[3 * i + 1] << 8 | image.Pixels[3 * i + 2])];
        Assert.True(colors.Count(c => c == 0x4FD1C5) > 2000); // the firm curve
        Assert.True(colors.Distinct().Count() > 50);
    }

    [Fact]
    public void A_smoothed_curve_lies_within_the_raw_values_and_a_constant_stays_one()
    {
        IReadOnlyList<CurvePoint> points = CurveSeries.Of(Enumerable.Range(1, 5000).Select(i => (i, (double)(i % 2))));
        Assert.Equal(CurveSeries.MostPoints, points.Count);
        Assert.Equal(5000, points[^1].Step);
        Assert.All(points, p => Assert.Equal((0, 1, 0.5), (p.Low, p.High, Math.Round(p.Smooth, 2))));
        Assert.All(CurveSeries.Of(Enumerable.Range(1, 7).Select(i => (i, 3.0))), p => Assert.Equal(3, p.Smooth, 12));
    }

    [Theory]
    [InlineData(0.02, 9, true)]
    [InlineData(3, 9, false)]
    [InlineData(-1, 9, false)]
    [InlineData(5, 5, false)]
    [InlineData(0, 0, false)]
    [InlineData(1e-7, 4000, true)]
    public void A_scale_holds_all_values_and_has_two_to_five_round_ticks_within(double low, double high, bool logarithmic)
    {
        CurveScale scale = CurveScale.Of([[new(1, low, low, low), new(2, high, high, high)]]);
        Assert.Equal(logarithmic, scale.Log);
        Assert.InRange(scale.Place(low), 0, 1);
        Assert.InRange(scale.Place(high), 0, 1);
        Assert.InRange(scale.Ticks().Count, 2, 5);
        Assert.All(scale.Ticks(), tick => Assert.InRange(scale.Place(tick), -1e-9, 1 + 1e-9));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(12345, "12.3k")]
    [InlineData(3.14159, "3.14")]
    [InlineData(0.0123, "0.0123")]
    [InlineData(0.0002, "2e-4")]
    public void Numbers_at_a_scale_are_short(double value, string text) => Assert.Equal(text, CurveScale.Text(value));

    private string Page(params RunFolder[] runs)
    {
        string path = folder.At("curve.html");
        CurvePage.Write(runs, path);
        return File.ReadAllText(path);
    }

    private static int Curves(string page, string figure) =>
        Regex.Count(Regex.Match(page, $"data-figure=\"{Regex.Escape(figure)}\".*?</figure>", RegexOptions.Singleline).Value, "class=\"smooth\"");
}
