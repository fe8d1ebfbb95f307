using System.Text.Json.Nodes;
using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Jobs.Evaluation;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Tests.Evaluation;

public sealed class EvaluatorTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_task_has_a_section_and_what_the_pack_cannot_do_is_absent()
    {
        Assert.Equal(EvaluationTasks.All.Select(EvaluationTasks.Name), world.Report.Sections.Select(s => s.Id));
        foreach (ReportSection section in world.Report.Sections)
        {
            bool cannot = section.Id is "detection" or "views";
            Assert.Equal(cannot, section.Absent is not null);
            Assert.Equal(cannot, section.Measures.Count == 0);
        }
        Assert.Contains("no detector", Section("detection").Absent, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_figure_says_by_whose_rules_over_what_and_how_many()
    {
        ReportMeasure[] all = [.. world.Report.Sections.SelectMany(s => s.Measures)];
        Assert.True(all.Length > 150);
        Assert.All(all, m => Assert.True(m.Convention.Length > 3 && m.Population.Length > 3 && m.Count > 0, m.Id));
        Assert.Equal(all.Length, all.Select(m => m.Id).Distinct().Count());
        Assert.All(all.Where(m => m.Value.Value is not null), m => Assert.True(m.Value.Replicates.Length == world.Report.Bootstrap.Replicates, m.Id));
    }

    [Theory]
    [InlineData("occupancy.miou.camera.occ3d", "voxel-prior", "ceiling")]
    [InlineData("occupancy.rayiou", "voxel-prior", "ceiling")]
    [InlineData("occupancy.iou.none", "voxel-prior", "ceiling")]
    [InlineData("occupancy.class.car.camera", "voxel-prior")]
    [InlineData("forecast.self.miou.none.sparseworld.1s", "copy-and-move", "voxel-prior", "ceiling")]
    [InlineData("forecast.oracle.miou.none.sparseworld.1s", "copy-and-move", "voxel-prior", "ceiling")]
    [InlineData("planning.l2.omnidrive.3s", "constant-velocity", "ego-mlp", "command-mean", "recorded")]
    [InlineData("planning.collided.omnidrive", "constant-velocity", "ego-mlp", "command-mean", "recorded")]
    [InlineData("planning.collision.uniad.1s", "constant-velocity", "ego-mlp", "command-mean", "recorded")]
    [InlineData("captions.all.coco.cider", "blind")]
    [InlineData("captions.hermes_questions.hermes.rouge-l", "blind")]
    [InlineData("questions.closed.exact", "blind")]
    public void Baselines_stand_beside_the_figure(string id, params string[] baselines)
    {
        ReportMeasure measure = Measure(world.Report, id);
        Assert.Equal(baselines.Order(), measure.Baselines.Keys.Order());
    }

    [Fact]
    public void The_ceiling_is_above_the_prior_and_the_prior_above_an_untrained_pack()
    {
        ReportMeasure miou = Measure(world.Report, "occupancy.miou.camera.occ3d");
        Assert.True(miou.Baselines["ceiling"].Value > miou.Baselines["voxel-prior"].Value + 10);
        Assert.True(miou.Baselines["voxel-prior"].Value > miou.Value.Value + 3);
    }

    [Fact]
    public void The_report_names_pack_data_and_settings()
    {
        Assert.Equal(("nano", false), (world.Report.Subject.Name, world.Report.Subject.Trained));
        Assert.Equal((2, 18), (world.Report.Data.Scenes.Count, world.Report.Data.Keyframes));
        Assert.Equal("at most 1 of a kind at a key frame", world.Report.Settings["questions"]);
        Assert.Contains(world.Progress, p => p is { Stage: "key frames", Done: 18, Total: 18 });
        Assert.Contains("key frames", world.Report.Seconds.Keys);
    }

    [Fact]
    public async Task What_a_pack_submitted_scores_the_same_as_the_pack()
    {
        Report again = await ScoreAsync(world.Submissions);
        string[] compared = ["occupancy", "forecast", "planning", "calibration", "captions", "questions"];
        int equal = 0;
        foreach (ReportMeasure own in world.Report.Sections.Where(s => compared.Contains(s.Id)).SelectMany(s => s.Measures).Where(m => !m.Id.StartsWith("forecast.oracle", StringComparison.Ordinal)))
        {
            ReportMeasure read = Measure(again, own.Id);
            Assert.Equal(own.Count, read.Count);
            Assert.True(Close(own.Value.Value, read.Value.Value), $"{own.Id}: {own.Value.Value} and {read.Value.Value}");
            equal++;
        }
        Assert.True(equal > 150);
        Assert.Null(again.Subject.Trained);
        ReportComparison comparison = ReportComparison.Of(world.Report, again);
        Assert.NotEmpty(comparison.Sections);
    }

    [Fact]
    public async Task OmniDrives_texts_alone_are_planned_trajectories_too()
    {
        string folder = Copy("texts", "omnidrive");
        ReportMeasure own = Measure(world.Report, "planning.l2.omnidrive.3s"), read = Measure(await ScoreAsync(folder), "planning.l2.omnidrive.3s");
        Assert.Equal(own.Value.Value!.Value, read.Value.Value!.Value, 0.01); // two decimals
    }

    [Fact]
    public async Task The_truth_scores_as_the_truth()
    {
        string folder = world.Folder("truth");
        NuScenesDataset dataset = world.Open();
        OccupancyPredictions occupancy = new(folder);
        AnswerPredictions answers = new(folder);
        QuestionChoice choice = new(world.Options);
        Dictionary<string, PlanPredictions.PlannedPoints> plans = [];
        for (int i = 0; i < dataset.Count; i++)
        {
            Keyframe keyframe = dataset.Read(i);
            OccupancyGrid[] ahead = [.. new[] { 2, 4, 6 }.Select(step => i + step < dataset.Count ? dataset.Read(i + step).Occupancy!.Grid : keyframe.Occupancy!.Grid)];
            occupancy.Write(keyframe, keyframe.Occupancy!.Grid, ahead);
            answers.Write(keyframe, choice.Of(keyframe.Questions), [.. choice.Of(keyframe.Questions).Select(q => q.Answer)]);
            plans[keyframe.Token] = new([.. keyframe.Future!.Points.Select(p => new[] { p.X, p.Y })], null);
        }
        new PlanPredictions { Plans = plans }.Write(Path.Combine(folder, PlanPredictions.FileName));

        Report report = await ScoreAsync(folder);
        foreach (string id in (string[])["occupancy.miou.camera.occ3d", "occupancy.rayiou", "occupancy.iou.none", "forecast.self.miou.none.sparseworld.1s", "questions.closed.exact"])
        {
            Assert.Equal(100, Measure(report, id).Value.Value!.Value, 1e-9);
        }
        foreach (string id in (string[])["planning.l2.omnidrive.3s", "planning.l2.uniad.3s", "planning.collision.omnidrive.3s", "planning.collision.vad.3s"])
        {
            Assert.Equal(0, Measure(report, id).Value.Value!.Value, 1e-9);
        }
        Assert.Equal(1, Measure(report, "captions.all.hermes.rouge-l").Value.Value!.Value, 1e-9);
        Assert.Equal("The predictions hold no scored anchors.", report.Sections.First(s => s.Id == "calibration").Absent);
    }

    [Fact]
    public async Task Missing_predictions_are_counted_and_named()
    {
        string folder = Copy("missing", "occupancy");
        string gone = Directory.EnumerateFiles(Path.Combine(folder, "occupancy"), "labels.npz", SearchOption.AllDirectories).First();
        File.Delete(gone);
        string message = (await Assert.ThrowsAsync<EvaluationException>(() => ScoreAsync(folder))).Message;
        Assert.Contains("occupancy: 1 of 18 key frames of val have no prediction", message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(Path.GetDirectoryName(gone)!), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predictions_of_other_key_frames_are_counted_and_named()
    {
        string folder = Copy("foreign", "plans.json");
        string path = Path.Combine(folder, "plans.json");
        JsonNode plans = JsonNode.Parse(await File.ReadAllTextAsync(path, Token))!;
        plans["plans"]!["stranger"] = plans["plans"]!.AsObject().First().Value!.DeepClone();
        await File.WriteAllTextAsync(path, plans.ToJsonString(), Token);
        string message = (await Assert.ThrowsAsync<EvaluationException>(() => ScoreAsync(folder))).Message;
        Assert.Contains("1 predictions are of key frames that are not among the 18 of val: stranger", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_that_Occ3D_does_not_have_is_refused_with_its_file()
    {
        string folder = Copy("class", "occupancy");
        Keyframe first = world.Open().Read(0);
        byte[] labels = new byte[GridSpec.Occ3D.Count];
        labels[7] = 18;
        new OccupancyPredictions(folder).Write(first, new(GridSpec.Occ3D, labels), null);
        string message = (await Assert.ThrowsAsync<EvaluationException>(() => ScoreAsync(folder))).Message;
        Assert.Contains($"{first.Token}/labels.npz: semantics holds class 18", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_folder_is_no_prediction()
    {
        Directory.CreateDirectory(world.Folder("empty"));
        Assert.Contains("holds no predictions", (await Assert.ThrowsAsync<EvaluationException>(() => ScoreAsync(world.Folder("empty")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Baselines_that_saw_the_answers_are_refused()
    {
        DatasetException fault = await Assert.ThrowsAsync<DatasetException>(() =>
            Evaluator.OfPredictionsAsync(world.Submissions, world.Options with { Train = world.Data }, _ => { }, Token));
        Assert.Contains("share 2 scenes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_takes_the_first_key_frames_and_says_so()
    {
        Report report = await Evaluator.OfPredictionsAsync(world.Submissions, world.Options with { Limit = 3, Tasks = [EvaluationTask.Planning] }, _ => { }, Token);
        Assert.Equal((3, 1), (report.Data.Keyframes, report.Data.Scenes.Count));
        Assert.Equal("the first 3 key frames", report.Settings["limit"]);
        Assert.Contains("key frames", Assert.Throws<InvalidDataException>(() => ReportComparison.Of(world.Report, report)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_cars_own_motion_baselines_of_motion_are_absent()
    {
        Report report = await Evaluator.OfPredictionsAsync(world.Submissions, world.Options with { IgnoreEgo = true, Tasks = [EvaluationTask.Planning] }, _ => { }, Token);
        Assert.Equal("off", report.Settings["ego"]);
        ReportSection planning = report.Sections.Single();
        Assert.Contains("switched off", planning.Baselines.First(b => b.Id == "constant-velocity").Absent, StringComparison.Ordinal);
        Assert.Equal(["command-mean", "recorded"], Measure(report, "planning.l2.omnidrive.3s").Baselines.Keys);
    }

    [Fact]
    public async Task A_split_without_key_frames_is_refused()
    {
        EvaluationException fault = await Assert.ThrowsAsync<EvaluationException>(() => Evaluator.OfPredictionsAsync(world.Submissions, world.Options with { Split = "val" }, _ => { }, Token));
        Assert.Contains("val has no key frame of split val; its scenes are scene-0620000", fault.Message, StringComparison.Ordinal);
    }

    private Task<Report> ScoreAsync(string folder) => Evaluator.OfPredictionsAsync(folder, world.Options, _ => { }, Token);

    private ReportSection Section(string id) => world.Report.Sections.First(s => s.Id == id);

    private static ReportMeasure Measure(Report report, string id) =>
        report.Sections.SelectMany(s => s.Measures).FirstOrDefault(m => m.Id == id) ?? throw new KeyNotFoundException($"There is no {id} among {string.Join(", ", report.Sections.SelectMany(s => s.Measures).Select(m => m.Id))}.");

    private static bool Close(double? a, double? b) => a is null ? b is null : b is not null && Math.Abs(a.Value - b.Value) <= 1e-9 * Math.Max(1, Math.Abs(a.Value));

    // A folder with one part of the submissions.
    private string Copy(string name, string part)
    {
        string to = world.Folder(name);
        Directory.CreateDirectory(to);
        string from = Path.Combine(world.Submissions, part);
        foreach (string file in Directory.Exists(from) ? Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories) : [from])
        {
            string target = Path.Combine(to, Path.GetRelativePath(world.Submissions, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        return to;
    }
}
