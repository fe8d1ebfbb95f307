using System.Text.Json;
using TorchSharp;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Interaction;

/// <summary>Query interaction in every layer of the sparse occupancy encoder.</summary>
public sealed class EncoderInteractionTests
{
    public static TheoryData<QueryInteractionConfig> Forms() =>
        [SmallScene.Interaction, SmallScene.Interaction with { RelativePosition = true }, SmallScene.Interaction with { Source = InteractionSource.Distilled }];

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_fresh_interaction_changes_no_bit_of_any_layer(QueryInteractionConfig form)
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyEncoder plain = SmallScene.Create(null), interacting = SmallScene.Create(form);
        (Tensor[] levels, Tensor matrices) = SmallScene.Inputs(2);
        IReadOnlyList<OccupancyQueries> expected = plain.Layers(levels, matrices);
        IReadOnlyList<OccupancyQueries> actual = interacting.Layers(levels, matrices, interacting.NeedsGaussians ? SmallScene.Gaussians(2) : null);
        Assert.Equal(SmallScene.Encoder.Layers, actual.Count);
        foreach ((OccupancyQueries a, OccupancyQueries b) in expected.Zip(actual))
        {
            Assert.Equal(a.Features.bytes.ToArray(), b.Features.bytes.ToArray());
            Assert.Equal(a.Points.bytes.ToArray(), b.Points.bytes.ToArray());
            Assert.Equal(a.Logits.bytes.ToArray(), b.Logits.bytes.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Gradients_of_the_layers_reach_the_interaction(QueryInteractionConfig form)
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyEncoder encoder = SmallScene.Create(form);
        SmallScene.Awaken(encoder);
        encoder.train();
        (Tensor[] levels, Tensor matrices) = SmallScene.Inputs(2);
        Tensor loss = zeros(1);
        foreach (OccupancyQueries layer in encoder.Layers(levels, matrices, encoder.NeedsGaussians ? SmallScene.Gaussians(2) : null))
        {
            loss = loss + layer.Points.square().mean() + layer.Logits.square().mean();
        }
        loss.backward();
        (string name, TorchSharp.Modules.Parameter parameter)[] own = [.. encoder.named_parameters().Where(p => p.name.Contains("interaction", StringComparison.Ordinal))];
        Assert.NotEmpty(own);
        Assert.All(own, p => Assert.True(p.parameter.grad is not null && p.parameter.grad.isfinite().all().item<bool>(), p.name));
        // All keys moved alike move no softmax.
        Assert.All(own.Where(p => p.name != "interaction.attention.key.bias"), p => Assert.True(p.parameter.grad!.abs().sum().item<float>() > 0, p.name));
    }

    [Fact]
    public void An_interaction_that_has_learnt_changes_what_is_seen_with_neighbours_found_anew_in_each_layer()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        using OccupancyEncoder encoder = SmallScene.Create(SmallScene.Interaction);
        (Tensor[] levels, Tensor matrices) = SmallScene.Inputs(1);
        GaussianSet gaussians = SmallScene.Gaussians(1);
        OccupancyQueries before = encoder.forward(levels, matrices, gaussians);
        SmallScene.Awaken(encoder);
        OccupancyQueries after = encoder.forward(levels, matrices, gaussians), again = encoder.forward(levels, matrices, gaussians);
        Assert.NotEqual(Golden.Floats(before.Points), Golden.Floats(after.Points));
        Assert.Equal(Golden.Floats(after.Points), Golden.Floats(again.Points));

        IReadOnlyList<InteractionStep> steps = encoder.InteractionSteps(levels, matrices, gaussians);
        Assert.Equal(SmallScene.Encoder.Layers, steps.Count);
        Assert.All(steps, step => Assert.NotEqual(Golden.Floats(step.Before), Golden.Floats(step.After)));
        Assert.NotEqual(Golden.Floats(steps[0].Centres), Golden.Floats(steps[1].Centres));
        IReadOnlyList<OccupancyQueries> layers = encoder.Layers(levels, matrices, gaussians);
        Assert.All(layers.Zip(steps.Skip(1)), pair => TensorAssert.Close(Golden.Floats(pair.Second.Centres), Golden.Floats(pair.First.Centres()), 1e-4, 0, "centres"));

        // One module with the encoder's weights does to each layer's queries, where they are then, what the encoder did.
        using QueryInteraction shared = new(SmallScene.Interaction, SmallScene.Encoder.Grid);
        const string Prefix = "interaction.";
        shared.load_state_dict(encoder.state_dict().Where(pair => pair.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[Prefix.Length..], pair => pair.Value));
        shared.eval();
        GaussianMemory memory = shared.Remember(gaussians);
        Assert.All(steps, step => Assert.Equal(Golden.Floats(step.After), Golden.Floats(shared.forward(step.Before, step.Centres, memory))));
    }

    [Fact]
    public void Gaussians_are_given_exactly_where_they_are_needed()
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyEncoder plain = SmallScene.Create(null), plugIn = SmallScene.Create(SmallScene.Interaction);
        using OccupancyEncoder distilled = SmallScene.Create(SmallScene.Interaction with { Source = InteractionSource.Distilled });
        (Tensor[] levels, Tensor matrices) = SmallScene.Inputs(1);
        GaussianSet gaussians = SmallScene.Gaussians(1);
        Assert.Equal([false, true, false], new[] { plain, plugIn, distilled }.Select(encoder => encoder.NeedsGaussians));
        Assert.Contains("run the plug-in", Assert.Throws<ArgumentException>(() => plugIn.forward(levels, matrices)).Message, StringComparison.Ordinal);
        Assert.Contains("pass null", Assert.Throws<ArgumentException>(() => plain.forward(levels, matrices, gaussians)).Message, StringComparison.Ordinal);
        Assert.Contains("pass null", Assert.Throws<ArgumentException>(() => distilled.Layers(levels, matrices, gaussians)).Message, StringComparison.Ordinal);
        Assert.Empty(plain.InteractionSteps(levels, matrices, null));
        Assert.Contains("32 channels", Assert.Throws<ArgumentException>(() => SmallScene.Create(SmallScene.Interaction with { Width = 32 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_and_description_of_an_encoder_without_it_stay_as_they_were()
    {
        using DisposeScope scope = NewDisposeScope();
        using OccupancyEncoder plain = SmallScene.Create(null), interacting = SmallScene.Create(SmallScene.Interaction);
        Dictionary<string, Tensor> before = plain.state_dict(), after = interacting.state_dict();
        Assert.All(before, pair => Assert.Equal(Golden.Floats(pair.Value), Golden.Floats(after[pair.Key])));
        Assert.All(after.Keys.Except(before.Keys), name => Assert.StartsWith("interaction.", name, StringComparison.Ordinal));

        string json = JsonSerializer.Serialize(plain.Config);
        Assert.DoesNotContain("Interaction", json, StringComparison.Ordinal);
        Assert.Null(JsonSerializer.Deserialize<OccupancyEncoderConfig>(json)!.Interaction);
        Assert.Equal(interacting.Config.Interaction, JsonSerializer.Deserialize<OccupancyEncoderConfig>(JsonSerializer.Serialize(interacting.Config))!.Interaction);
    }
}
