using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using VoxPilot.Jobs.Training;
using VoxPilot.Llm;

namespace VoxPilot.Jobs.Tests.Training.Stages.Language;

public sealed class AlignmentConfigTests
{
    [Fact]
    public void A_small_language_model_learns_itself_and_a_large_one_through_a_LoRA()
    {
        Assert.Null(AlignmentConfig.For(TrainingPreset.Nano, LanguageConfig.Nano()).Lora);
        Assert.Equal(64, AlignmentConfig.For(TrainingPreset.Nano, LanguageConfig.Vicuna7B()).Lora!.Rank);
        Assert.Equal(LoraConfig.Paper().Rank, AlignmentConfig.For(TrainingPreset.Paper, LanguageConfig.Vicuna7B()).Lora!.Rank);
    }

    [Fact]
    public void A_LoRA_can_be_asked_for_on_the_command_line()
    {
        AlignmentConfig config = StageSettings.Apply(AlignmentConfig.For(TrainingPreset.Nano), Settings("lora={\"rank\":8,\"alpha\":16}"), TrainingJson.Default.AlignmentConfig);
        Assert.Equal((8, 16.0), (config.Lora!.Rank, config.Lora.Alpha));
    }

    [Theory]
    [InlineData("probe_weight=-1", "ProbeWeight")]
    [InlineData("code_weight=-1", "CodeWeight")]
    [InlineData("probe_steps=-1", "ProbeSteps")]
    [InlineData("code_steps=-1", "CodeSteps")]
    [InlineData("probe_questions=0", "ProbeQuestions")]
    [InlineData("telling_share=2", "TellingShare")]
    [InlineData("telling.tokens=1", "Tokens")]
    public void What_makes_no_sense_is_named(string setting, string name)
    {
        AlignmentConfig config = StageSettings.Apply(AlignmentConfig.For(TrainingPreset.Nano), Settings(setting), TrainingJson.Default.AlignmentConfig);
        Assert.Contains(name, Assert.Throws<ValidationException>(config.Validate).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, JsonNode?> Settings(string text)
    {
        (string path, JsonNode? value) = StageSettings.Parse(text);
        return new() { [path] = value };
    }
}
