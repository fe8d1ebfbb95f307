using System.Text.Json.Nodes;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Datasets.Checking;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;

namespace VoxPilot.Core.Tests.Datasets.Checking;

[Collection(nameof(MadeUpDataset))]
public sealed class DatasetCheckTests(MadeUpDataset original)
{
    private static readonly string Nobody = Token.Of("nobody").ToString();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sound_data_set_is_clean_and_counted(bool deep)
    {
        DatasetReport report = Run(original.Root, deep);
        Assert.Empty(report.Problems);
        Assert.True(report.IsClean);
        Assert.Equal((2, 8, 56, 8), (report.Rows["scene"], report.Rows["sample"], report.Rows["sample_data"], report.Rows["sample_annotation"]));
        Assert.Equal(MadeUpDataset.Channels.Order(StringComparer.Ordinal), report.Sensors.Keys);
        Assert.All(report.Sensors.Values, count => Assert.Equal(8, count));
        Assert.Equal([new("16×12", 48)], report.ImageSizes);
        Assert.Equal([new("vehicle.car", 8)], report.Categories);
        Assert.Equal([new("made-up-town", 2)], report.Locations);
        Assert.Equal((8, 8, 1, 1, 8), (report.Occupancy, report.Dense, report.CanBusScenes, report.Maps, report.Commands));
        Assert.Equal([new("keywords", 8), new("vqa", 8)], report.Questions);
        Assert.Equal(3, report.Seconds, 1e-9);
        Assert.Equal(23, report.Rows["category"]);
        string text = DatasetReportText.Format(report);
        Assert.Contains("Nothing is wrong.", text, StringComparison.Ordinal);
        Assert.Contains("CAM_FRONT 8", text, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string, DatasetProblemKind> WrongValues => new()
    {
        { "sample", "scene_token", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "sample", "next", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "sample", "next", "\"\"", DatasetProblemKind.BrokenChain },
        { "sample", "timestamp", "1900000000000000", DatasetProblemKind.TimeOrder },
        { "scene", "log_token", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "scene", "first_sample_token", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "scene", "last_sample_token", $"\"{MadeUpDataset.Sample(0, 1)}\"", DatasetProblemKind.BrokenChain },
        { "scene", "nbr_samples", "5", DatasetProblemKind.BrokenChain },
        { "map", "log_tokens", $"[\"{Nobody}\"]", DatasetProblemKind.DanglingToken },
        { "map", "filename", "\"maps/none.png\"", DatasetProblemKind.MissingFile },
        { "calibrated_sensor", "sensor_token", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "calibrated_sensor", "rotation", "[1, 0, 0, 0.5]", DatasetProblemKind.Quaternion },
        { "ego_pose", "rotation", "[0, 0, 0, 0]", DatasetProblemKind.Quaternion },
        { "ego_pose", "token", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "sample_data", "sample_token", $"\"{Nobody}\"", DatasetProblemKind.MissingSensor },
        { "sample_data", "prev", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "sample_data", "is_key_frame", "false", DatasetProblemKind.MissingSensor },
        { "sample_data", "filename", "\"../elsewhere.pcd.bin\"", DatasetProblemKind.OutsideFolder },
        { "sample_data", "filename", "\"samples/LIDAR_TOP/none.pcd.bin\"", DatasetProblemKind.MissingFile },
        { "instance", "category_token", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "instance", "nbr_annotations", "1", DatasetProblemKind.BrokenChain },
        { "category", "name", "\"vehicle.spaceship\"", DatasetProblemKind.UnknownName },
        { "attribute", "name", "\"vehicle.flying\"", DatasetProblemKind.UnknownName },
        { "sample_annotation", "visibility_token", "\"9\"", DatasetProblemKind.UnknownName },
        { "sample_annotation", "attribute_tokens", $"[\"{Nobody}\"]", DatasetProblemKind.DanglingToken },
        { "sample_annotation", "instance_token", $"\"{Nobody}\"", DatasetProblemKind.DanglingToken },
        { "sample_annotation", "size", "[1.9, 0, 1.7]", DatasetProblemKind.BoxSize },
        { "sample_annotation", "size", "[1.9, -4, 1.7]", DatasetProblemKind.BoxSize },
        { "sample_annotation", "rotation", "[2, 0, 0, 0]", DatasetProblemKind.Quaternion },
        { "sample_annotation", "token", "\"no token\"", DatasetProblemKind.Table },
    };

    [Theory]
    [MemberData(nameof(WrongValues))]
    public void A_wrong_value_in_a_table_is_found(string table, string field, string value, DatasetProblemKind kind)
    {
        using MadeUpDatasetCopy made = new(original);
        made.Edit(table, rows => rows[0]![field] = JsonNode.Parse(value));
        DatasetReport report = Run(made.Root, deep: false);
        Assert.Contains(kind, report.ProblemCounts.Keys);
        Assert.Contains(report.Problems, problem => problem.Kind == kind);
    }

    [Fact]
    public void A_row_that_is_there_twice_is_found()
    {
        using MadeUpDatasetCopy made = new(original);
        made.Edit("sample_annotation", rows => rows.Add(rows[0]!.DeepClone()));
        Assert.Contains(DatasetProblemKind.DoubleToken, Run(made.Root, deep: false).ProblemCounts.Keys);
    }

    [Fact]
    public void An_absent_table_is_found()
    {
        using MadeUpDatasetCopy made = new(original);
        File.Delete(Path.Combine(made.Root, made.Version, "visibility.json"));
        Assert.Equal(1, Run(made.Root, deep: false).ProblemCounts[DatasetProblemKind.Table]);
    }

    [Theory]
    [InlineData("samples/CAM_FRONT")]
    [InlineData("samples/LIDAR_TOP")]
    [InlineData("gts")]
    [InlineData("dense")]
    public void A_missing_or_empty_file_is_found_with_its_sample(string folder)
    {
        using MadeUpDatasetCopy made = new(original);
        string[] files = made.Own(folder);
        File.Delete(files[0]);
        File.WriteAllBytes(files[1], []);
        DatasetReport report = Run(made.Root, deep: false);
        DatasetProblem missing = report.Problems.Single(problem => problem.Kind == DatasetProblemKind.MissingFile);
        DatasetProblem empty = report.Problems.Single(problem => problem.Kind == DatasetProblemKind.EmptyFile);
        Assert.Equal([Path.GetRelativePath(made.Root, files[0]), Path.GetRelativePath(made.Root, files[1])], [missing.Where, empty.Where]);
        Assert.All([missing, empty], problem => Assert.Equal(32, problem.Sample!.Length));
        Assert.Contains(missing.Sample!, DatasetReportText.Format(report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("samples/CAM_FRONT")]
    [InlineData("samples/LIDAR_TOP")]
    [InlineData("gts")]
    [InlineData("dense")]
    [InlineData("vqa")]
    [InlineData("can_bus")]
    [InlineData("maps")]
    public void A_cut_off_file_is_found_when_everything_is_decoded(string folder)
    {
        using MadeUpDatasetCopy made = new(original);
        string file = made.Own(folder).First(name => !name.EndsWith("png", StringComparison.Ordinal));
        byte[] bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, bytes[..(bytes.Length * 3 / 4 - 1)]);
        Assert.True(Run(made.Root, deep: false).IsClean);
        DatasetProblem problem = Assert.Single(Run(made.Root, deep: true).Problems);
        Assert.Equal(DatasetProblemKind.DamagedFile, problem.Kind);
        Assert.Equal(folder is "can_bus" or "maps", problem.Sample is null);
    }

    [Fact]
    public void Occupancy_of_a_wrong_shape_or_label_is_found()
    {
        using MadeUpDatasetCopy made = new(original);
        string[] files = made.Own("gts");
        NpzFile.Write(files[0], [new("semantics", NpyArray.Of(new byte[8], 2, 2, 2))]);
        byte[] labels = new byte[GridSpec.Occ3D.Count];
        labels[0] = 18;
        NpzFile.Write(files[1], [new("semantics", NpyArray.Of(labels, 200, 200, 16))]);
        Assert.Equal(2, Run(made.Root, deep: true).ProblemCounts[DatasetProblemKind.DamagedFile]);
    }

    [Fact]
    public void Questions_of_a_sample_that_does_not_exist_are_found()
    {
        using MadeUpDatasetCopy made = new(original);
        made.Own("keywords");
        new OmniDriveFolder(made.Root).Write("train", Nobody, new() { Keywords = "stop" });
        DatasetProblem problem = Assert.Single(Run(made.Root, deep: false).Problems);
        Assert.Equal(DatasetProblemKind.DanglingToken, problem.Kind);
        Assert.Contains(Nobody, problem.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_are_counted_beyond_those_that_are_kept()
    {
        using MadeUpDatasetCopy made = new(original);
        made.Drop("samples");
        DatasetReport report = DatasetCheck.Run(made.Root, new() { MaximumExamples = 5 }, TestContext.Current.CancellationToken);
        Assert.Equal(56, report.ProblemCounts[DatasetProblemKind.MissingFile]);
        Assert.Equal(5, report.Problems.Count);
        Assert.Contains("and 51 more", DatasetReportText.Format(report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_no_data_set_is_refused() => Assert.Throws<DatasetException>(() => DatasetCheck.Run(original.Cache, cancel: TestContext.Current.CancellationToken));

    private static DatasetReport Run(string folder, bool deep) => DatasetCheck.Run(folder, new() { Deep = deep }, TestContext.Current.CancellationToken);
}
