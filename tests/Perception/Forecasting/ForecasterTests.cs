using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Testing;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Forecasting;

public sealed class ForecasterTests
{
    private static readonly ForecasterConfig config = new()
    {
        Width = 32, LanguageWidth = 20, Blocks = 2, SourcePoints = 5, FfnWidth = 40, Points = 7, Heads = 4,
    };

    [Fact]
    public void Shapes_are_those_of_the_specification()
    {
        using DisposeScope scope = NewDisposeScope();
        ForecastPoints forecast = Run(Model(), Inputs(2, 6));
        Assert.Equal([2, 3, 6, 7, 3], forecast.Points.shape);
        Assert.Equal([2, 3, 6, 7, 17], forecast.Logits.shape);
    }

    [Fact]
    public void Queries_in_another_order_give_the_same_forecast_in_that_order()
    {
        using DisposeScope scope = NewDisposeScope();
        Forecaster model = Model();
        Given inputs = Inputs(1, 6);
        Tensor order = tensor(new long[] { 3, 0, 5, 1, 4, 2 });
        Given shuffled = inputs with
        {
            Now = new()
            {
                Features = inputs.Now.Features.index_select(1, order),
                Points = inputs.Now.Points.index_select(1, order),
                Logits = inputs.Now.Logits.index_select(1, order),
            },
            Occupancy = inputs.Occupancy.index_select(1, order),
        };
        ForecastPoints expected = Run(model, inputs), actual = Run(model, shuffled);
        TensorAssert.Close(Golden.Floats(actual.Points), Golden.Floats(expected.Points.index_select(2, order)), 1e-4, 1e-5, "points");
        TensorAssert.Close(Golden.Floats(actual.Logits), Golden.Floats(expected.Logits.index_select(2, order)), 1e-4, 1e-5, "logits");
    }

    [Fact]
    public void Only_movable_classes_get_extra_motion()
    {
        using DisposeScope scope = NewDisposeScope();
        Forecaster model = Model();
        Given inputs = Inputs(1, 6);
        using IDisposable _ = no_grad();
        ForecastPoints before = Run(model, inputs);
        Tensor bias = model.named_parameters().Single(p => p.name == "motion_head.4.bias").parameter;
        bias.add_(2.5);
        ForecastPoints after = Run(model, inputs);
        Tensor label = before.Logits.argmax(-1);
        Tensor movable = (label.ge(2) & label.le(10)).to_type(ScalarType.Float32).unsqueeze(-1);
        Assert.InRange(movable.sum().item<float>(), 1, movable.numel() - 1);
        Tensor expected = movable * tensor(new[] { 2.5f, 2.5f, 0f});
        TensorAssert.Close(Golden.Floats(after.Points - before.Points), Golden.Floats(expected.expand(before.Points.shape)), 1e-4, 0, "extra motion");
    }

    [Fact]
    public void Each_horizon_hears_its_own_global_tokens_and_motion_only()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Forecaster model = Model();
        Given inputs = Inputs(1, 6);
        ForecastPoints before = Run(model, inputs);
        Tensor one = zeros(1, 3, 1, 1);
        one[0, 1] = ones(1, 1);
        ForecastPoints after = Run(model, inputs with { Global = inputs.Global + one, Motion = inputs.Motion + one.squeeze(-1) });
        Tensor difference = (after.Logits - before.Logits).abs().amax([2, 3, 4]).view(-1);
        Assert.Equal(0, difference[0].item<float>(), 5);
        Assert.True(difference[1].item<float>() > 1e-3);
        Assert.Equal(0, difference[2].item<float>(), 5);
    }

    [Fact]
    public void Gradients_reach_every_parameter_and_the_queries()
    {
        using DisposeScope scope = NewDisposeScope();
        Forecaster model = Model();
        Given inputs = Inputs(1, 6);
        Tensor features = inputs.Now.Features.requires_grad_();
        ForecastPoints forecast = Run(model, inputs);
        (forecast.Points.square().sum() + forecast.Logits.square().sum()).backward();
        Assert.True(features.grad!.abs().sum().item<float>() > 0);
        Assert.All(model.named_parameters(), p => Assert.True(p.parameter.grad is not null, p.name));
    }

    [Fact]
    public void Without_the_query_residual_it_knows_of_a_query_what_came_through_the_language_model()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        Given inputs = Inputs(1, 6);
        Given others = inputs with { Now = inputs.Now with { Features = inputs.Now.Features.flip([1]) } };
        float Apart(Forecaster model) => (Run(model, inputs).Logits - Run(model, others).Logits).abs().max().item<float>();
        Assert.True(Apart(Model()) > 1e-3);
        Forecaster without = Model(config with { QueryResidual = false });
        Assert.Equal(0, Apart(without));
        Assert.True((Run(without, inputs).Logits - Run(without, inputs with { Occupancy = inputs.Occupancy.flip([1]) }).Logits).abs().max().item<float>() > 1e-3);
    }

    [Fact]
    public void A_new_forecaster_that_starts_from_the_present_copies_and_moves()
    {
        using DisposeScope scope = NewDisposeScope();
        using Forecaster model = FromPresent();
        Given inputs = Inputs(2, 6);
        ForecastPoints forecast = Run(model, inputs);
        TensorAssert.Close(Golden.Floats(forecast.Logits), Golden.Floats(inputs.Now.Logits.unsqueeze(1).expand(forecast.Logits.shape)), 1e-6, 1e-6, "logits");
        Tensor motion = inputs.Motion.view(2, 3, 1, 1, -1), points = inputs.Now.Points.unsqueeze(1), then = forecast.Points;
        Tensor yaw = motion.select(-1, 2), x = then.select(-1, 0), y = then.select(-1, 1);
        Tensor back = stack( // from the ego frame of then to that of now
            [
                yaw.cos() * x - yaw.sin() * y + 10 * motion.select(-1, 0),
                yaw.sin() * x + yaw.cos() * y + 10 * motion.select(-1, 1),
                then.select(-1, 2),
            ], -1);
        TensorAssert.Close(Golden.Floats(back), Golden.Floats(points.expand(then.shape)), 1e-4, 1e-4, "points");
    }

    [Fact]
    public void What_the_car_leaves_behind_comes_in_ahead_with_nothing_known_of_it()
    {
        using DisposeScope scope = NewDisposeScope();
        using Forecaster model = FromPresent();
        Given inputs = Inputs(1, 6);
        Tensor spread = tensor(new[] { -1f, -0.5f, 0f, 0.5f, 1f }).view(5, 1) * tensor(new[] { 1f, 0f, 0f });
        Tensor points = zeros(1, 6, 5, 3) + spread;
        points[TensorIndex.Colon, 1] -= tensor(new[] { 35f, 0f, 0f });
        points[TensorIndex.Colon, 2] -= tensor(new[] { 45f, 0f, 0f });                     // outside already: it stays there
        Tensor motion = zeros(1, 3, config.MotionWidth);
        motion[TensorIndex.Colon, 2, 0] = tensor(0.6f);                                      // 6 m forward, at the last horizon
        ForecastPoints forecast = Run(model, inputs with { Now = inputs.Now with { Points = points }, Motion = motion });
        float[] At(int horizon, int query) => Golden.Floats(forecast.Points[0, horizon, query].select(-1, 0));
        TensorAssert.Close(At(1, 1), [-36, -35.5f, -35, -34.5f, -34], 1e-5, 1e-4, "still there");
        TensorAssert.Close(At(2, 1), [38, 38.5f, 39, 39.5f, 40], 1e-5, 1e-4, "come in ahead, as compact as before");
        TensorAssert.Close(At(2, 0), [-7, -6.5f, -6, -5.5f, -5], 1e-5, 1e-4, "in the middle");
        TensorAssert.Close(At(2, 2), [-52, -51.5f, -51, -50.5f, -50], 1e-5, 1e-4, "outside");
        Assert.All(Golden.Floats(forecast.Logits[0, 2, 1]), logit => Assert.Equal(-Math.Log(99), logit, 4));
        TensorAssert.Close(Golden.Floats(forecast.Logits[0, 2, 0]), Golden.Floats(inputs.Now.Logits[0, 0]), 1e-6, 1e-6, "what it was");
    }

    [Fact]
    public void What_starts_from_the_present_learns_in_every_head()
    {
        using DisposeScope scope = NewDisposeScope();
        using Forecaster model = FromPresent();
        Given inputs = Inputs(1, 6);
        Tensor points = inputs.Now.Points * 0.1, motion = zeros(1, 3, config.MotionWidth);
        points[TensorIndex.Colon, 0, TensorIndex.Colon, 0] -= 37f;                           // left behind, and so come in ahead
        motion[TensorIndex.Colon, TensorIndex.Colon, 0] = tensor(0.6f);
        ForecastPoints forecast = Run(model, inputs with { Now = inputs.Now with { Points = points }, Motion = motion });
        (forecast.Points.square().sum() + forecast.Logits.square().sum()).backward();
        Assert.All((string[])["point_head.4.weight", "class_head.4.weight", "motion_head.4.weight"], name =>
            Assert.True(model.named_parameters().Single(p => p.name == name).parameter.grad!.abs().sum().item<float>() > 0, name));
    }

    [Fact]
    public void What_stands_where_it_stood_is_copied_whatever_has_been_learnt()
    {
        using DisposeScope scope = NewDisposeScope();
        using Forecaster model = FromPresent();
        using Generator generator = new(12, CPU);
        using IDisposable _ = no_grad();
        foreach (Tensor last in model.named_parameters().Where(p => p.name.EndsWith("_head.4.bias", StringComparison.Ordinal)).Select(p => p.parameter))
        {
            last.fill_(0.3);
        }
        Given inputs = Inputs(1, 4);
        Tensor logits = full([1, 4, config.SourcePoints, 17], -3f);
        logits[TensorIndex.Colon, TensorIndex.Slice(0, 2), TensorIndex.Colon, (int)OccupancyClass.Manmade] = 2;
        logits[TensorIndex.Colon, TensorIndex.Slice(2, 4), TensorIndex.Colon, (int)OccupancyClass.Car] = 2;
        ForecastPoints forecast = Run(model, inputs with { Now = inputs.Now with { Logits = logits, Points = inputs.Now.Points * 0.5 }, Motion = zeros(1, 3, config.MotionWidth) });
        Tensor moved = (forecast.Points - inputs.Now.Points.unsqueeze(1) * 0.5).abs().amax([-1, -2]); // (1, 3, 4)
        Assert.All(Golden.Floats(moved.narrow(-1, 0, 2)), metres => Assert.Equal(0, metres, 5));
        Assert.All(Golden.Floats(moved.narrow(-1, 2, 2)), metres => Assert.True(metres > 0.1, "cars may move"));
        TensorAssert.Close(Golden.Floats(forecast.Logits[0, 2]), Golden.Floats(logits[0]), 1e-6, 1e-6, "houses and cars stay what they are");

        model.MovesAgents = false;
        ForecastPoints still = Run(model, inputs with { Now = inputs.Now with { Logits = logits, Points = inputs.Now.Points * 0.5 }, Motion = zeros(1, 3, config.MotionWidth) });
        Assert.Equal(0, (still.Points - inputs.Now.Points.unsqueeze(1) * 0.5).abs().max().item<float>(), 5);
    }

    [Fact]
    public void As_many_points_then_as_now_are_needed_to_start_from_the_present() =>
        Assert.Contains("7 and 5", Assert.Throws<ArgumentException>(() => new Forecaster(config with { StartsFromPresent = true })).Message, StringComparison.Ordinal);

    private static Forecaster FromPresent()
    {
        Forecaster model = new(config with { StartsFromPresent = true, Points = config.SourcePoints });
        using Generator generator = new(11, CPU);
        model.Initialize(generator);
        model.eval();
        return model;
    }

    private sealed record Given(OccupancyQueries Now, Tensor Occupancy, Tensor Global, Tensor Motion);

    private static Forecaster Model(ForecasterConfig? other = null)
    {
        Forecaster model = new(other ?? config);
        using Generator generator = new(11, CPU);
        model.Initialize(generator);
        model.eval();
        // Classes of equal chance, so that some points are movable.
        using IDisposable _ = no_grad();
        model.named_parameters().Single(p => p.name == "class_head.4.bias").parameter.zero_();
        return model;
    }

    private static Given Inputs(int batch, int queries)
    {
        Tensor Values(string name, params long[] shape) => tensor(FormulaTensor.Values("forecaster/" + name, shape.Aggregate(1L, (a, b) => a * b)), shape);
        return new(
            new()
            {
                Features = Values("features", batch, queries, config.Width),
                Points = Values("points", batch, queries, config.SourcePoints, 3) * 20,
                Logits = Values("logits", batch, queries, config.SourcePoints, 17),
            },
            Values("occupancy", batch, queries, config.LanguageWidth),
            Values("global", batch, 3, 4, config.LanguageWidth),
            Values("motion", batch, 3, config.MotionWidth));
    }

    private static ForecastPoints Run(Forecaster model, Given g) => model.forward(g.Now, g.Occupancy, g.Global, g.Motion);
}
