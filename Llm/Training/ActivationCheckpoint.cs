using static TorchSharp.torch;

namespace VoxPilot.Llm;

/// <summary>
/// Computes a block without keeping what is in between, and once more in the backward pass (activation checkpointing). Parameters of the block get their
/// gradients then. What the block draws by chance (dropout) is drawn alike both times: its seed is drawn before.
/// </summary>
internal sealed class ActivationCheckpoint : autograd.SingleTensorFunction<ActivationCheckpoint>
{
    private const string Block = nameof(Block), Seed = nameof(Seed), Besides = nameof(Besides);

    /// <summary>For libtorch.</summary>
    public override string Name => nameof(ActivationCheckpoint);

    /// <summary>What the block makes of a tensor.</summary>
    /// <param name="block">The block, which gets its input and <paramref name="besides"/>.</param>
    /// <param name="x">Its input.</param>
    /// <param name="besides">What else it takes, of which no gradient is asked for; it is kept until the backward pass.</param>
    public static Tensor Run(Func<Tensor, Tensor[], Tensor> block, Tensor x, params Tensor[] besides)
    {
        if (!is_grad_enabled())
        {
            return block(x, besides);
        }

        // The function is recorded only where its input asks for a gradient; the first block's may not.
        var input = x.requires_grad ? x : x.detach().requires_grad_(true);
        return apply(input, block, randint(int.MaxValue, [1], dtype: ScalarType.Int64).item<long>(), besides.Select(t => t.alias().DetachFromDisposeScope()).ToArray());
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var x = (Tensor)vars[0];
        var block = (Func<Tensor, Tensor[], Tensor>)vars[1];
        ctx.save_for_backward([x]);
        ctx.save_data(Block, block);
        ctx.save_data(Seed, vars[2]);
        ctx.save_data(Besides, vars[3]);
        return Seeded((long)vars[2], () => block(x, (Tensor[])vars[3]));
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var block = (Func<Tensor, Tensor[], Tensor>)ctx.get_data(Block);
        var besides = (Tensor[])ctx.get_data(Besides);
        var x = ctx.get_saved_variables()[0].detach().requires_grad_(true);
        using (enable_grad())
        {
            var y = Seeded((long)ctx.get_data(Seed), () => block(x, besides));
            autograd.backward(y, grad_output);
        }

        foreach (var tensor in besides)
        {
            tensor.Dispose();
        }

        return [x.grad!];
    }

    // The generator goes on afterwards as if the block had drawn nothing from it.
    private static Tensor Seeded(long seed, Func<Tensor> run)
    {
        using var generator = Generator.Default;
        using var state = generator.get_state();
        manual_seed(seed);
        try
        {
            return run();
        }
        finally
        {
            generator.set_state(state);
        }
    }
}
