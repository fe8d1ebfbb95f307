using System.Text.Json.Nodes;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Reports;

public sealed class ReportFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_report_comes_back_as_it_was_written()
    {
        Report report = MadeReports.Evaluation(), read = Again(report);
        Assert.Equal(report.Subject, read.Subject);
        Assert.Equal(report.Kind, read.Kind);
        Assert.Equal(report.CreatedAt, read.CreatedAt);
        Assert.Equal(report.Settings.OrderBy(s => s.Key), read.Settings);
        Assert.Equal(report.Data.Scenes, read.Data.Scenes);
        Assert.Equal(report.Sections.Select(s => (s.Id, s.Title, s.Absent)), read.Sections.Select(s => (s.Id, s.Title, s.Absent)));
        foreach ((ReportMeasure was, ReportMeasure now) in report.Sections.SelectMany(s => s.Measures).Zip(read.Sections.SelectMany(s => s.Measures)))
        {
            Assert.Equal((was.Id, was.Convention, was.Population, was.Count, was.HigherIsBetter, was.Headline), (now.Id, now.Convention, now.Population, now.Count, now.HigherIsBetter, now.Headline));
            Assert.Equal((was.Value.Value, was.Value.Low, was.Value.High), (now.Value.Value, now.Value.Low, now.Value.High));
            Assert.Equal(was.Value.Replicates, now.Value.Replicates);
            Assert.Equal(was.Baselines.Keys.Order(StringComparer.Ordinal), now.Baselines.Keys);
        }
        Assert.Equal(report.Sections[0].Pictures[0].Png, read.Sections[0].Pictures[0].Png);
    }

    [Fact]
    public void The_same_report_gives_the_same_bytes_whatever_the_order_of_its_dictionaries()
    {
        Report report = MadeReports.Evaluation();
        ReportFile.Write(report, folder.At("a.json"));
        ReportFile.Write(report with { Settings = report.Settings.Reverse().ToDictionary(), Seconds = report.Seconds.Reverse().ToDictionary() }, folder.At("b.json"));
        ReportFile.Write(ReportFile.Read(folder.At("a.json")), folder.At("c.json"));
        Assert.Equal(File.ReadAllBytes(folder.At("a.json")), File.ReadAllBytes(folder.At("b.json")));
        Assert.Equal(File.ReadAllBytes(folder.At("a.json")), File.ReadAllBytes(folder.At("c.json")));
    }

    [Fact]
    public void Figures_that_are_not_defined_are_null_and_draws_are_little_endian_singles()
    {
        Report report = OneMeasure(new(null, 1, 2, [1.5f, float.NaN, -2f, 0f]));
        ReportFile.Write(report, folder.At("report.json"));
        JsonNode value = JsonNode.Parse(File.ReadAllText(folder.At("report.json")))!["sections"]![0]!["measures"]![0]!["value"]!;
        Assert.Null(value["value"]);
        byte[] draws = Convert.FromBase64String((string)value["replicates"]!);
        Assert.Equal([0x00, 0x00, 0xC0, 0x3F], draws[..4]);
        Assert.Equal(16, draws.Length);
        Assert.True(float.IsNaN(ReportFile.Read(folder.At("report.json")).Sections[0].Measures[0].Value.Replicates[1]));
    }

    [Fact]
    public void Names_are_snake_case_and_other_languages_stay_readable()
    {
        ReportFile.Write(MadeReports.Evaluation(name: "Überfahrt 夜"), folder.At("report.json"));
        string json = File.ReadAllText(folder.At("report.json"));
        Assert.Contains("\"higher_is_better\": true", json, StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"evaluation\"", json, StringComparison.Ordinal);
        Assert.Contains("\"Überfahrt 夜\"", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_report_is_refused_with_its_name_and_what_is_wrong()
    {
        Assert.Contains("report.json is a report of format 9; this version reads format 1", Fault(json => json["format"] = 9), StringComparison.Ordinal);
        Assert.Contains("report.json is no report: it names no format", Fault(json => json.Remove("format")), StringComparison.Ordinal);
        Assert.Contains("subject", Fault(json => json.Remove("subject")), StringComparison.Ordinal);
        Assert.Contains("surprise", Fault(json => json["surprise"] = 1), StringComparison.Ordinal);
        Assert.Contains("kind", Fault(json => json["kind"] = "guess"), StringComparison.Ordinal);
        Assert.Contains("fingerprint", Fault(json => json["data"]!["fingerprint"] = null), StringComparison.Ordinal);
        Assert.Contains("scenes", Fault(json => json["data"]!["scenes"] = null), StringComparison.Ordinal);
        Assert.Contains("0 scenes and 960 key frames", Fault(json => json["data"]!["scenes"] = new JsonArray()), StringComparison.Ordinal);
        Assert.Contains("little-endian float32", Fault(json => Measure(json)["value"]!["replicates"] = "AAAA"), StringComparison.Ordinal);
        File.WriteAllText(folder.At("report.json"), "{ \"format\": 1, ");
        Assert.Contains("report.json is no report", Assert.Throws<InvalidDataException>(() => ReportFile.Read(folder.At("report.json"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_contradicts_itself_is_refused()
    {
        Assert.Contains("section occupancy: it is absent (gone) and has 16 measures; an absent task has none", Fault(json => json["sections"]![0]!["absent"] = "gone"), StringComparison.Ordinal);
        Assert.Contains("forecast is there twice", Fault(json => json["sections"]![2]!["id"] = "forecast"), StringComparison.Ordinal);
        Assert.Contains("2 draws and the report's bootstrap 400", Fault(json => Measure(json)["value"]!["replicates"] = "AAAAAAAAAAA="), StringComparison.Ordinal);
        Assert.Contains("the interval runs from 50 to", Fault(json => Measure(json)["value"]!["low"] = 50), StringComparison.Ordinal);
        Assert.Contains("from null to", Fault(json => Measure(json)["value"]!["low"] = null), StringComparison.Ordinal);
        Assert.Contains("a figure of the baseline class-mean, which the section does not list", Fault(json => json["sections"]![0]!["baselines"] = new JsonArray()), StringComparison.Ordinal);
        Assert.Contains("the baseline class-mean is absent (gone) and has figures", Fault(json => json["sections"]![0]!["baselines"]![0]!["absent"] = "gone"), StringComparison.Ordinal);
        Assert.Contains("does not say its convention", Fault(json => Measure(json)["convention"] = ""), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_with_a_figure_that_is_no_number_is_never_written()
    {
        InvalidDataException fault = Assert.Throws<InvalidDataException>(() => ReportFile.Write(OneMeasure(new(double.NaN, null, null, [])), folder.At("report.json")));
        Assert.Contains("where it is not defined it must be null", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.At("report.json")));
    }

    private static Report OneMeasure(ReportValue value)
    {
        Report report = MadeReports.Evaluation();
        ReportSection section = report.Sections[0];
        return report with { Bootstrap = new(0, 4), Sections = [section with { Measures = [section.Measures[0] with { Value = value, Baselines = new Dictionary<string, ReportValue>() }] }] };
    }

    private static JsonNode Measure(JsonObject report) => report["sections"]![0]!["measures"]![0]!;

    private Report Again(Report report)
    {
        ReportFile.Write(report, folder.At("again/report.json"));
        return ReportFile.Read(folder.At("again/report.json"));
    }

    private string Fault(Action<JsonObject> change)
    {
        string path = folder.At("report.json");
        ReportFile.Write(MadeReports.Evaluation(), path);
        JsonObject json = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        change(json);
        File.WriteAllText(path, json.ToJsonString());
        return Assert.Throws<InvalidDataException>(() => ReportFile.Read(path)).Message;
    }
}
