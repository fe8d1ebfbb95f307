using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => Aten.normal_.CallOn(this, this, mean, std, generator);
        public Tensor uniform_(double from, double to, Generator? generator = null) => Aten.uniform_.CallOn(this, this, from, to, generator);
        public Tensor bernoulli(Generator? generator = null) => Aten.bernoulli.Call(this, generator);
        public Tensor bernoulli_(double p = 0.5, Generator? generator = null) => Aten.bernoulli__float.CallOn(this, this, p, generator);
        public Tensor exponential_(double lambda = 1, Generator? generator = null) => Aten.exponential_.CallOn(this, this, lambda, generator);

        public Tensor random_(double from, double to, Generator? generator = null) =>
            Aten.random__from.CallOn(this, this, (long)from, (long)to, generator);

        public Tensor multinomial(long num_samples, bool replacement = false, Generator? generator = null) =>
            Aten.multinomial.Call(this, num_samples, replacement, generator);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.rand_like.Call(this, dtype, Argument.None, device), requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            Marked(Aten.randn_like.Call(this, dtype, Argument.None, device), requires_grad);
    }
}
