namespace TorchSharp.Modules;

public partial class GELU
{
    /// <summary>The exact Gaussian distribution function, or its approximation by tanh.</summary>
    public enum Approximate
    {
        none, tanh,
    }
}
