using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What normalisations with running statistics share.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private Parameter? _weight;
    private Parameter? _bias;

    /// <summary>For a number of channels.</summary>
    protected NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name) : base(name)
    {
        (this.num_features, this.eps, this.momentum, this.affine, this.track_running_stats) = (num_features, eps, momentum, affine, track_running_stats);
        if (affine)
        {
            _weight = new Parameter(ones(num_features, dtype: dtype, device: device));
            _bias = new Parameter(zeros(num_features, dtype: dtype, device: device));
            register_parameter("weight", _weight);
            register_parameter("bias", _bias);
        }

        if (track_running_stats)
        {
            running_mean = zeros(num_features, dtype: dtype, device: device);
            running_var = ones(num_features, dtype: dtype, device: device);
            num_batches_tracked = zeros(Array.Empty<long>(), dtype: ScalarType.Int64, device: device);
            register_buffer(nameof(running_mean), running_mean);
            register_buffer(nameof(running_var), running_var);
            register_buffer(nameof(num_batches_tracked), num_batches_tracked);
        }
    }

    /// <summary>Channels.</summary>
    public long num_features { get; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; set; }

    /// <summary>The weight of a new batch in the running statistics; null for their plain mean.</summary>
    public double? momentum { get; set; }

    /// <summary>Whether a weight and a bias by channel follow.</summary>
    public bool affine { get; }

    /// <summary>Whether running statistics are kept.</summary>
    public bool track_running_stats { get; }

    /// <summary>The weight by channel, or null.</summary>
    public Parameter? weight
    {
        get => _weight;
        set => _weight = Replace("weight", value);
    }

    /// <summary>The bias by channel, or null.</summary>
    public Parameter? bias
    {
        get => _bias;
        set => _bias = Replace("bias", value);
    }

    /// <summary>The running mean by channel, or null.</summary>
    public Tensor? running_mean { get; }

    /// <summary>The running variance by channel, or null.</summary>
    public Tensor? running_var { get; }

    /// <summary>How many batches the running statistics have seen, or null.</summary>
    public Tensor? num_batches_tracked { get; }

    /// <summary>Sets the running statistics to mean 0, variance 1, no batches.</summary>
    public void reset_running_stats()
    {
        using IDisposable _ = no_grad();
        running_mean?.zero_();
        running_var?.fill_(1);
        num_batches_tracked?.zero_();
    }

    /// <summary>Sets the weight to 1, the bias to 0, and resets the running statistics.</summary>
    public void reset_parameters()
    {
        reset_running_stats();
        if (_weight is not null)
            nn.init.ones_(_weight);
        if (_bias is not null)
            nn.init.zeros_(_bias);
    }
}
