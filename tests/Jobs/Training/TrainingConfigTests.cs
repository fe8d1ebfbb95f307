using System.ComponentModel.DataAnnotations;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training;

public sealed class TrainingConfigTests
{
    private static readonly TrainingConfig good = new() { Steps = 10, BatchSize = 2 };

    /// <summary>An option's name and a configuration in which it is wrong.</summary>
    public static TheoryData<string, TrainingConfig> Bad => new()
    {
        { "Steps is 0; 1 or more", good with { Steps = 0 } },
        { "BatchSize is -1", good with { BatchSize = -1 } },
        { "Accumulation is 0", good with { Accumulation = 0 } },
        { "LearningRate is 0", good with { LearningRate = 0 } },
        { "LearningRate is Infinity", good with { LearningRate = double.PositiveInfinity } },
        { "LearningRate is NaN", good with { LearningRate = double.NaN } },
        { "WeightDecay is -0.1", good with { WeightDecay = -0.1 } },
        { "WarmupSteps is -1", good with { WarmupSteps = -1 } },
        { "WarmupStart is 1.5", good with { WarmupStart = 1.5 } },
        { "FinalShare is NaN", good with { FinalShare = double.NaN } },
        { "ClipNorm is 0", good with { ClipNorm = 0 } },
        { "AverageDecay is 1; 0 up to, not with, 1", good with { AverageDecay = 1 } },
        { "CheckpointMinutes is 0", good with { CheckpointMinutes = 0 } },
        { "PreviewSteps is -1", good with { PreviewSteps = -1 } },
        { "LogSteps is 0", good with { LogSteps = 0 } },
    };

    [Theory, MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void An_option_that_makes_no_sense_is_named_with_its_value(string words, TrainingConfig config) =>
        Assert.StartsWith(words, Assert.Throws<ValidationException>(config.Validate).Message, StringComparison.Ordinal);

    [Fact]
    public void All_presets_of_all_stages_make_sense()
    {
        foreach (StageKind kind in StageKind.All)
        {
            Assert.All(Enum.GetValues<TrainingPreset>(), preset => kind.Defaults(preset).Validate());
        }
    }
}
