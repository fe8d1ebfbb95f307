using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>PyTorch's start for linear and convolution layers: weights and biases uniform within ±1/√fan_in.</summary>
internal static class FanInInitialisation
{
    /// <summary>Fills both.</summary>
    public static void Fill(Parameter weight, Parameter? bias, long fanIn)
    {
        double bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        nn.init.uniform_(weight, -bound, bound);
        if (bias is not null)
            nn.init.uniform_(bias, -bound, bound);
    }
}
