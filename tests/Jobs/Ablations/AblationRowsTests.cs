using System.Text.Json;
using System.Text.Json.Nodes;
using VoxPilot.Driving;
using VoxPilot.Jobs.Ablations;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Ablations;

public sealed class AblationRowsTests
{
    public static TheoryData<AblationPreset, string> Rows =>
        [.. Enum.GetValues<AblationPreset>().SelectMany(preset => AblationRows.All(AblationPlan.For(preset).Architecture).Select(row => (preset, row.Name)))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_settings_of_a_row_change_real_configs_and_nothing_else(AblationPreset preset, string name)
    {
        AblationPlan plan = AblationPlan.For(preset);
        AblationRow row = AblationRows.All(plan.Architecture).Single(r => r.Name == name);
        Assert.NotEmpty(row.Changes);
        string before = Written(plan.Architecture), after = Written(row.Apply(plan.Architecture));
        string[] changed = [.. before.Split('\n').Except(after.Split('\n'))];
        Assert.Equal(row.Architecture.Count, changed.Length);
        Assert.All(row.Architecture.Zip(changed), pair => Assert.Contains($"\"{pair.First.Split('=')[0].Split('.')[^1]}\"", pair.Second, StringComparison.Ordinal));
        foreach ((string stage, IReadOnlyList<string> settings) in row.Settings)
        {
            Assert.Contains(row.Stages(plan), s => s.Name == stage);
            Assert.Equal(AblationPlan.Occupancy, stage);
            OccupancyConfig config = OccupancyConfig.For(TrainingPreset.Nano);
            Assert.NotEqual(config, StageSettings.Apply(config, settings.Select(StageSettings.Parse).ToDictionary(), TrainingJson.Default.OccupancyConfig));
        }
    }

    [Theory]
    [InlineData(AblationPreset.Nano)]
    [InlineData(AblationPreset.Micro)]
    public void The_settings_and_architecture_that_all_rows_share_are_real(AblationPreset preset)
    {
        AblationPlan plan = AblationPlan.For(preset);
        plan.Architecture.Validate();
        foreach (AblationStage stage in plan.Stages)
        {
            Dictionary<string, JsonNode?> settings = stage.Settings.Select(StageSettings.Parse).ToDictionary();
            _ = stage.Name switch
            {
                "occupancy" => StageSettings.Apply(OccupancyConfig.For(TrainingPreset.Nano), settings, TrainingJson.Default.OccupancyConfig),
                "llm.pretrain" => StageSettings.Apply(new PretrainConfig(), settings, TrainingJson.Default.PretrainConfig),
                "alignment" => StageSettings.Apply(AlignmentConfig.For(TrainingPreset.Nano), settings, TrainingJson.Default.AlignmentConfig),
                "planning" => (object)StageSettings.Apply(PlanningConfig.For(TrainingPreset.Nano), settings, TrainingJson.Default.PlanningConfig),
                _ => StageSettings.Apply(Dense2DConfig.For(plan.Architecture.Perception), settings, TrainingJson.Default.Dense2DConfig),
            };
            Assert.NotNull(StageKind.Of(stage.Name));
        }
    }

    [Fact]
    public void Names_are_unique_and_the_most_telling_come_first()
    {
        IReadOnlyList<AblationRow> rows = AblationRows.All(DrivingModelConfig.Nano());
        Assert.Equal(rows.Count, rows.Select(row => row.Name).Append(AblationRow.BaseName).Distinct().Count() - 1);
        Assert.Equal(["no-ego-fusion", "no-llm-score"], rows.Take(2).Select(row => row.Name));
        Assert.All(rows, row => Assert.Equal(row.Name, string.Concat(row.Name.Split(Path.GetInvalidFileNameChars()))));
    }

    [Theory]
    [InlineData("no-ego-fusion", "planning")]
    [InlineData("causal-prefix", "alignment", "planning")]
    [InlineData("half-queries", "occupancy", "alignment", "planning")]
    [InlineData("no-distillation", "occupancy", "alignment", "planning")]
    public void A_row_is_trained_from_the_last_stage_that_it_shares_with_the_base(string name, params string[] stages)
    {
        AblationPlan plan = AblationPlan.For(AblationPreset.Nano);
        Assert.Equal(stages, AblationRows.All(plan.Architecture).Single(row => row.Name == name).Stages(plan).Select(stage => stage.Name));
        Assert.Equal(plan.Stages, AblationRow.Base.Stages(plan));
    }

    [Fact]
    public void Names_and_stages_that_are_none_are_answered_with_those_that_are()
    {
        AblationPlan plan = AblationPlan.For(AblationPreset.Nano);
        IReadOnlyList<AblationRow> rows = AblationRows.All(plan.Architecture);
        Assert.Equal(["no-llm-score", "steps-4"], AblationRows.Only(rows, "steps-4, no-llm-score").Select(row => row.Name));
        Assert.Contains("no-ego-fusion", Assert.Throws<TrainingException>(() => AblationRows.Only(rows, "no-wheels")).Message, StringComparison.Ordinal);
        Assert.Equal(7, plan.With(new Dictionary<string, int> { ["planning"] = 7 }).Stages[^1].Steps);
        Assert.Contains("llm.pretrain", Assert.Throws<TrainingException>(() => plan.With(new Dictionary<string, int> { ["joint"] = 7 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_says_of_every_row_what_it_changes_and_which_stages_it_needs()
    {
        AblationPlan plan = AblationPlan.For(AblationPreset.Nano);
        string text = AblationText.Of(plan, AblationRows.All(plan.Architecture));
        Assert.Contains("perception.encoder.queries=80", text, StringComparison.Ordinal);
        Assert.Contains("occupancy: distillation=0", text, StringComparison.Ordinal);
        Assert.Contains("after the base's alignment: planning 250", text, StringComparison.Ordinal);
    }

    private static string Written(DrivingModelConfig config) => JsonSerializer.Serialize(config, AblationJson.Default.DrivingModelConfig);
}
