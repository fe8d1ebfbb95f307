using TorchSharp;
using TorchSharp.Modules;

using VoxPilot.Testing;
using VoxPilot.Torch.Tests.Serialization;

using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests.Optimizers;

public sealed class AdamWTests
{
    public static TheoryData<GoldenCase> Llamas => GoldenCases.Folders("llama");

    [Theory]
    [MemberData(nameof(Llamas))]
    [Trait("Category", "Golden")]
    public void The_first_step_is_that_of_PyTorch(GoldenCase golden)
    {
        using var scope = NewDisposeScope();
        System.Text.Json.JsonElement options = golden.Meta().GetProperty("adamw");
        double lr = options.GetProperty("lr").GetDouble();
        double[] betas = [.. options.GetProperty("betas").EnumerateArray().Select(beta => beta.GetDouble())];
        Dictionary<string, Tensor> start = golden.Tensors("adapter/adapter_model.safetensors");
        Dictionary<string, Tensor> gradients = golden.Tensors("lora_gradients.safetensors");
        Dictionary<string, Tensor> expected = golden.Tensors("adamw_step1.safetensors");
        string[] names = [.. expected.Keys];
        Parameter[] parameters = [.. names.Select(name => new Parameter(start[name]))];
        using AdamW optimizer = optim.AdamW(parameters, lr, betas[0], betas[1], options.GetProperty("eps").GetDouble(), options.GetProperty("weight_decay").GetDouble());
        for (int i = 0; i < names.Length; i++)
        {
            parameters[i].grad = gradients[names[i]];
        }

        optimizer.step();
        for (int i = 0; i < names.Length; i++)
        {
            // The step is lr·g/(|g| + ε): where the gradient is of the size of its own rounding, only the step's size is certain.
            Tensor certain = gradients[names[i]].abs().ge(1e-6);
            TensorAssert.Close(where(certain, parameters[i], expected[names[i]]), expected[names[i]], 2e-7, 1e-6, names[i]);
            TensorAssert.Close(parameters[i], expected[names[i]], 2 * lr, 0, names[i]);
        }
    }

    [Fact]
    public void Three_steps_follow_the_formula_written_out()
    {
        using var scope = NewDisposeScope();
        const double Lr = 0.1, Beta1 = 0.8, Beta2 = 0.9, Eps = 1e-3, Decay = 0.05;
        Parameter parameter = new(tensor(new[] { 1.0, -2.0 }));
        using AdamW optimizer = optim.AdamW([parameter], Lr, Beta1, Beta2, Eps, Decay);
        (double[] x, double[] m, double[] v) = ([1.0, -2.0], [0.0, 0.0], [0.0, 0.0]);
        for (int t = 1; t <= 3; t++)
        {
            double[] g = [0.5 * t, -0.1 / t];
            parameter.grad = tensor(g);
            optimizer.step();
            for (int i = 0; i < 2; i++)
            {
                x[i] -= Lr * Decay * x[i];
                m[i] = (Beta1 * m[i]) + ((1 - Beta1) * g[i]);
                v[i] = (Beta2 * v[i]) + ((1 - Beta2) * g[i] * g[i]);
                x[i] -= Lr * (m[i] / (1 - Math.Pow(Beta1, t))) / (Math.Sqrt(v[i] / (1 - Math.Pow(Beta2, t))) + Eps);
            }

            TensorAssert.Close(parameter, tensor(x), 1e-12, 0, $"step {t}");
        }
    }

    [Fact]
    public void Groups_have_rates_and_decays_of_their_own()
    {
        using var scope = NewDisposeScope();
        Parameter slow = new(ones(1)), decayed = new(ones(1)), untouched = new(ones(1));
        using AdamW optimizer = optim.AdamW(
            [new AdamW.ParamGroup([slow, untouched], new AdamW.Options { LearningRate = 0.01 }), new AdamW.ParamGroup([decayed], new AdamW.Options { weight_decay = 0.5 })],
            lr: 0.1);
        slow.grad = ones(1);
        decayed.grad = zeros(1);
        optimizer.step();
        Assert.Equal([0.01, 0.1], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal(0.99f, slow.ToSingle(), 1e-6f);
        Assert.Equal(0.95f, decayed.ToSingle(), 1e-6f);
        Assert.Equal(1f, untouched.ToSingle());
        Assert.Throws<ArgumentException>(() => optimizer.add_param_group(new AdamW.ParamGroup([slow])));
    }

    [Fact]
    public void The_largest_variance_is_kept_with_amsgrad()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(zeros(1));
        using AdamW optimizer = optim.AdamW([parameter], 0.1, beta2: 0.5, amsgrad: true);
        foreach (float gradient in new[] { 4f, 0f })
        {
            parameter.grad = full([1], gradient);
            optimizer.step();
        }

        AdamW.State state = (AdamW.State)optimizer.state_dict().State[0];
        Assert.Equal((2L, 4f, 8f), (state.step, state.exp_avg_sq!.ToSingle(), state.max_exp_avg_sq!.ToSingle()));
    }

    [Fact]
    public void Training_resumed_from_a_file_goes_on_as_if_never_stopped()
    {
        using var scope = NewDisposeScope();
        using TemporaryFolder folder = new();
        string path = folder.File("optimizer.safetensors");
        Parameter through = new(ones(3)), before = new(ones(3));
        using AdamW one = optim.AdamW([through], 0.1, weight_decay: 0.1), two = optim.AdamW([before], 0.1, weight_decay: 0.1);
        Steps(one, through, 1, 6);
        Steps(two, before, 1, 3);
        two.ParamGroups.First().LearningRate = 0.05;
        AdamWCheckpoint.Save(path, two);

        Parameter after = new(before.clone());
        using AdamW three = optim.AdamW([after], 1, weight_decay: 0.1);
        AdamWCheckpoint.Load(path, three);
        Assert.Equal(0.05, three.ParamGroups.First().LearningRate);
        three.ParamGroups.First().LearningRate = 0.1;
        Steps(three, after, 4, 6);
        TensorAssert.Equal(after, through, "resumed");

        using AdamW other = optim.AdamW([new Parameter(ones(3)), new Parameter(ones(2))]);
        Assert.Contains("parameters '1'", Assert.Throws<TensorFileException>(() => AdamWCheckpoint.Load(path, other)).Message, StringComparison.Ordinal);

        static void Steps(AdamW optimizer, Parameter parameter, int from, int to)
        {
            for (int t = from; t <= to; t++)
            {
                parameter.grad = tensor(new float[] { t, -0.5f, 1f / t });
                optimizer.step();
            }
        }
    }

    [Fact]
    public void A_closure_is_computed_with_gradients()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(full([1], 3f));
        using AdamW optimizer = optim.AdamW([parameter], 0.1);
        Tensor? loss = optimizer.step(() =>
        {
            optimizer.zero_grad();
            Tensor value = parameter.mul(parameter).sum();
            value.backward();
            return value;
        });
        Assert.Equal(9f, loss!.ToSingle());
        Assert.Equal(2.9f, parameter.ToSingle(), 1e-5f);
    }

    [Fact]
    public void Steps_leave_no_tensors_behind()
    {
        using var scope = NewDisposeScope();
        Parameter parameter = new(ones(4));
        using AdamW optimizer = optim.AdamW([parameter], 0.1);
        parameter.grad = ones(4);
        optimizer.step();
        long before = Tensor.TotalCount;
        for (int i = 0; i < 5; i++)
        {
            optimizer.step();
        }

        Assert.Equal(before, Tensor.TotalCount);
    }
}
