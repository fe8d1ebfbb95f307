using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Jobs.Tests.Training;

/// <summary>Everything that makes resuming hard in a small place: weights, dropout, running statistics, a counter.</summary>
internal sealed class MadeNet : Module<Tensor, Tensor>
{
    private readonly Linear first, last;
    private readonly BatchNorm2d? norm;
    private readonly Dropout? dropout;

    public MadeNet(int width, bool plain) : base(nameof(MadeNet))
    {
        (first, last) = (Linear(MadeStage.Features, width), Linear(width, 1));
        register_module("first", first);
        if (!plain)
        {
            (norm, dropout) = (BatchNorm2d(width), Dropout(0.3));
            register_module("norm", norm);
            register_module("dropout", dropout);
        }
        register_module("last", last);
    }

    /// <summary>(n, Places, Features) to (n).</summary>
    public override Tensor forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = first.forward(input);                                       // (n, Places, width)
        x = norm is null ? x : norm.forward(x.transpose(1, 2).unsqueeze(3)).squeeze(3).transpose(1, 2);
        x = x.tanh();
        x = dropout is null ? x : dropout.forward(x);
        return last.forward(x.mean([1L])).squeeze(1).MoveToOuterDisposeScope();
    }
}
