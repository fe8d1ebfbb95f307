using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel by the batch's statistics while training, by the running ones while evaluating.</summary>
public abstract class BatchNorm : NormBase
{
    /// <inheritdoc/>
    protected BatchNorm(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        bool batch = training || running_mean is null;
        double factor = momentum ?? 0;
        if (training && num_batches_tracked is not null)
        {
            using IDisposable _ = no_grad();
            num_batches_tracked.add_(1);
            factor = momentum ?? 1.0 / num_batches_tracked.ToInt64();
        }

        return nn.functional.batch_norm(input, running_mean!, running_var!, weight, bias, batch, factor, eps);
    }
}
