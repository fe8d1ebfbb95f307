using static TorchSharp.torch;

namespace VoxPilot.Llm.Tests;

public sealed class ConnectorTests
{
    private static readonly ConnectorConfig Config = new() { QueryWidth = 16, Points = 4, LanguageWidth = 32, PositionWidth = 24 };

    [Fact]
    public void Shapes_are_those_of_the_language_models_tokens()
    {
        using var scope = NewDisposeScope();
        var connector = Connector.Create(Config, 1);
        var (features, points) = Input();
        Assert.Equal([2, 5, 32], connector.Scene.forward(features, points).shape);
        Assert.Equal([2, 12, 32], connector.Global.forward(features, ones(2, 3, 6)).shape);
        Assert.Equal([2, 12, 32], connector.Global.forward(features, null).shape);
        Assert.Equal([1, 32], connector.PlanToken.shape);
        var names = connector.state_dict().Keys;
        Assert.Contains("plan_token", names);
        Assert.Contains("scene.projection.2.weight", names);
        Assert.Contains("global.motion_code.0.weight", names);
    }

    [Fact]
    public void The_same_seed_gives_the_same_connector()
    {
        using var scope = NewDisposeScope();
        var (features, points) = Input();
        float[] Tokens(ulong seed) => Connector.Create(Config, seed).Scene.forward(features, points).data<float>().ToArray();
        Assert.Equal(Tokens(1), Tokens(1));
        Assert.NotEqual(Tokens(1), Tokens(2));
    }

    [Fact]
    public void A_token_depends_on_its_own_query_and_on_where_its_points_are()
    {
        using var scope = NewDisposeScope();
        var connector = Connector.Create(Config, 1);
        var (features, points) = Input();
        var before = connector.Scene.forward(features, points);
        var moved = points.clone();
        moved[0, 1] += 3f;
        var change = (connector.Scene.forward(features, moved) - before).abs().amax([2]); // (B, Q)
        Assert.True(change[0, 1].item<float>() > 0);
        Assert.Equal(change[0, 1].item<float>(), change.sum().item<float>());
    }

    [Fact]
    public void Without_position_encoding_a_token_does_not_know_where_its_points_are()
    {
        using var scope = NewDisposeScope();
        var connector = Connector.Create(Config with { PositionEncoding = false }, 1);
        var (features, points) = Input();
        Assert.Equal(0, (connector.Scene.forward(features, points) - connector.Scene.forward(features, points + 7f)).abs().max().item<float>());
        Assert.DoesNotContain(connector.state_dict().Keys, name => name.StartsWith("scene.position", StringComparison.Ordinal));
    }

    [Fact]
    public void The_order_of_the_queries_does_not_matter_to_the_global_tokens()
    {
        using var scope = NewDisposeScope();
        var connector = Connector.Create(Config, 1);
        var (features, _) = Input();
        var motion = rand(2, 3, 6);
        var difference = connector.Global.forward(features, motion) - connector.Global.forward(features.flip([1]), motion);
        Assert.True(difference.abs().max().item<float>() < 1e-6);
        Assert.True((connector.Global.forward(features, motion) - connector.Global.forward(features, null)).abs().max().item<float>() > 1e-6);
    }

    [Fact]
    public void Gradients_reach_every_parameter_also_where_all_points_of_a_query_are_one()
    {
        using var scope = NewDisposeScope();
        var connector = Connector.Create(Config, 1);
        var (features, points) = Input();
        points = points[TensorIndex.Ellipsis, TensorIndex.Slice(0, 1), TensorIndex.Colon].expand(2, 5, 4, 3);
        var loss = connector.Scene.forward(features, points).pow(2).sum() + connector.Global.forward(features, ones(2, 3, 6)).pow(2).sum()
            + connector.Global.forward(features, null).pow(2).sum() + connector.PlanToken.pow(2).sum();
        loss.backward();
        foreach (var (name, parameter) in connector.named_parameters())
        {
            Assert.True(parameter.grad is not null, $"{name} has no gradient");
            Assert.True(parameter.grad!.isfinite().all().item<bool>(), $"{name} has a gradient that is no number");
        }
    }

    [Fact]
    public void Where_classes_are_told_a_token_says_how_much_of_each_there_is_and_where()
    {
        using var scope = NewDisposeScope();
        var connector = Connector.Create(Config with { Classes = 3 }, 1);
        var (features, points) = Input();
        var logits = full([2, 5, 4, 3], -9f);
        var nothing = connector.Scene.forward(features, points, logits);
        var some = logits.clone();
        some[0, 1, 2, 1] = 9f;
        var other = logits.clone();
        other[0, 1, 3, 1] = 9f; // the same class at another of the query's points
        Tensor one = connector.Scene.forward(features, points, some), two = connector.Scene.forward(features, points, other);
        Assert.True((one - nothing).abs().amax([2])[0, 1].item<float>() > 0);
        Assert.True((one - two).abs().amax([2])[0, 1].item<float>() > 0);
        Assert.Equal((one - nothing).abs().amax([2])[0, 1].item<float>(), (one - nothing).abs().amax([2]).sum().item<float>());
        Assert.Contains("class logits", Assert.Throws<ArgumentException>(() => connector.Scene.forward(features, points)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_shapes_are_refused_with_those_expected()
    {
        using var scope = NewDisposeScope();
        var (features, points) = Input();
        var fault = Assert.Throws<ArgumentException>(() => Connector.Create(ConnectorConfig.Nano(), 1).Scene.forward(features, points));
        Assert.Contains("(B, Q, 128)", fault.Message, StringComparison.Ordinal);
    }

    private static (Tensor Features, Tensor Points) Input()
    {
        var generator = new Random(3);
        var features = tensor(Enumerable.Range(0, 2 * 5 * 16).Select(_ => (float)generator.NextDouble() - 0.5f).ToArray()).view(2, 5, 16);
        var points = tensor(Enumerable.Range(0, 2 * 5 * 4 * 3).Select(_ => (float)(40 * generator.NextDouble() - 20)).ToArray()).view(2, 5, 4, 3);
        return (features, points);
    }
}
