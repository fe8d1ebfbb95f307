using System.Text.Json;
using System.Text.Json.Nodes;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.Testing;

namespace VoxPilot.Driving.Tests;

public sealed class DrivingModelConfigTests
{
    [Fact]
    public void A_pack_that_says_nothing_of_a_choice_is_read_as_it_was_made()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        JsonObject written = JsonSerializer.SerializeToNode(nano, PackJson.Default.DrivingModelConfig)!.AsObject();
        Remove(written, "planner", "anchors", "reasoned_score", "ego_fusion", "hears_tokens", "steps");
        Remove(written, "connector", "position_encoding", "order", "order_seed");
        Remove(written["perception"]!.AsObject(), "forecaster", "query_residual");
        DrivingModelConfig read = written.Deserialize(PackJson.Default.DrivingModelConfig)!;
        Assert.True(PackJson.Same(nano, read, PackJson.Default.DrivingModelConfig));
        Assert.Equal((18, 2, true, true, false), (read.Planner.Anchors, read.Planner.Steps, read.Planner.ReasonedScore, read.Planner.EgoFusion, read.Planner.HearsTokens));
        Assert.Equal((true, TokenOrder.Learned), (read.Connector.PositionEncoding, read.Connector.Order));
        Assert.True(read.Perception.Forecaster.QueryResidual);
    }

    [Fact]
    public void Interaction_is_written_where_there_is_some_and_read_with_its_defaults()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        Assert.DoesNotContain("interaction", JsonSerializer.Serialize(nano, PackJson.Default.DrivingModelConfig), StringComparison.Ordinal);
        PerceptionConfig sight = nano.Perception;
        QueryInteractionConfig form = QueryInteractionConfig.For(sight.Encoder.Width, 64);
        DrivingModelConfig interacting = nano with { Perception = sight with { Encoder = sight.Encoder with { Interaction = form with { Source = InteractionSource.Distilled } } } };
        JsonObject written = JsonSerializer.SerializeToNode(interacting, PackJson.Default.DrivingModelConfig)!.AsObject();
        DrivingModelConfig read = written.Deserialize(PackJson.Default.DrivingModelConfig)!;
        Assert.True(PackJson.Same(interacting, read, PackJson.Default.DrivingModelConfig));
        Assert.Equal(InteractionSource.Distilled, read.Perception.Encoder.Interaction!.Source);

        JsonObject encoder = written["perception"]!["encoder"]!.AsObject();
        Remove(encoder, "interaction", "neighbours", "opacity_threshold", "relative_position", "dropout", "source");
        Assert.Equal(form, written.Deserialize(PackJson.Default.DrivingModelConfig)!.Perception.Encoder.Interaction);
    }

    [Fact]
    public void The_pack_of_the_repository_still_loads()
    {
        ModelPack pack = ModelPack.Open(RepositoryRoot.At("models/nano"));
        pack.Manifest.Config.Validate();
        using DrivingModel model = DrivingModel.Load(pack, "cpu");
        Assert.Equal(18, model.Anchors.Count);
    }

    [Theory]
    [InlineData(17, 2, "planner.anchors is 17")]
    [InlineData(3, 2, "planner.anchors is 3")]
    [InlineData(18, 3, "planner.steps is 3")]
    public void Choices_that_cannot_be_made_are_refused_by_name(int anchors, int steps, string expected)
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        PackException fault = Assert.Throws<PackException>(() => (nano with { Planner = nano.Planner with { Anchors = anchors, Steps = steps } }).Validate());
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    private static void Remove(JsonObject parent, string part, params string[] names)
    {
        foreach (string name in names)
        {
            Assert.True(parent[part]!.AsObject().Remove(name), name);
        }
    }
}
