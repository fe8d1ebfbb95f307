using System.Text.Json.Nodes;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class StageSettingsTests
{
    private static readonly PlanningConfig preset = PlanningConfig.For(TrainingPreset.Nano);

    [Fact]
    public void Values_are_replaced_and_all_others_stay()
    {
        OccupancyConfig occupancy = OccupancyConfig.For(TrainingPreset.Nano);
        OccupancyConfig set = StageSettings.Apply(occupancy, Settings("loss.unseen_weight=1", "loss.camera_mask=false", "distillation=0.25"), TrainingJson.Default.OccupancyConfig);
        Assert.Equal((1, false, 0.25), (set.Loss.UnseenWeight, set.Loss.CameraMask, set.Distillation));
        Assert.Equal(occupancy.Loss.ClassWeights, set.Loss.ClassWeights);
        Assert.Equal(occupancy.BackboneShare, set.BackboneShare);
        PlanningConfig planning = StageSettings.Apply(preset, Settings("horizon_weights=[0, 0, 1]"), TrainingJson.Default.PlanningConfig);
        Assert.Equal([0, 0, 1], planning.HorizonWeights);
        Assert.Same(preset, StageSettings.Apply(preset, Settings(), TrainingJson.Default.PlanningConfig));
    }

    [Theory]
    [InlineData("ego_drop=1", "ego_drop", "ego_dropout")]
    [InlineData("forecast_loss.gama=1", "forecast_loss.gama", "gamma")]
    [InlineData("ego_dropout.share=1", "ego_dropout", "no parts")]
    [InlineData("ego_dropout=much", "ego_dropout", "much")]
    [InlineData("score_weight=null", "score_weight", "null")]
    public void What_leads_nowhere_or_does_not_fit_is_said(string setting, params string[] said)
    {
        string message = Assert.Throws<TrainingException>(() => StageSettings.Apply(preset, Settings(setting), TrainingJson.Default.PlanningConfig)).Message;
        Assert.All(said, word => Assert.Contains(word, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("=1")]
    public void A_setting_needs_a_path_and_a_value(string text) =>
        Assert.Contains("path=value", Assert.Throws<TrainingException>(() => StageSettings.Parse(text)).Message, StringComparison.Ordinal);

    private static Dictionary<string, JsonNode?> Settings(params string[] settings) => new(settings.Select(StageSettings.Parse));
}
