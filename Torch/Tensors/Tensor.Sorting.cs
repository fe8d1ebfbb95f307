using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.cumsum.Call(this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.cumprod.Call(this, dim, type);
        public Tensor logcumsumexp(long dim) => Aten.logcumsumexp.Call(this, dim);
        public Tensor softmax(long dim, ScalarType? dtype = null) => Aten.softmax_int.Call(this, dim, dtype);
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Aten.log_softmax_int.Call(this, dim, dtype);

        public (Tensor values, Tensor indexes) topk(int k, int dim = -1, bool largest = true, bool sorted = true) =>
            Aten.topk.CallPair(this, k, dim, largest, sorted);

        /// <param name="stable">Whether equal elements keep their order.</param>
        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) =>
            Aten.sort_stable.CallPair(this, stable, dim, descending);

        public Tensor argsort(long dim = -1, bool descending = false) => Aten.argsort.Call(this, dim, descending);
        public (Tensor values, Tensor indexes) kthvalue(long k, long? dim, bool keepdim = false) => Aten.kthvalue.CallPair(this, k, dim ?? -1, keepdim);
        public Tensor quantile(Tensor q, long dim = -1, bool keepdim = false) => Aten.quantile.Call(this, q, dim, keepdim);
        public Tensor bincount(Tensor? weights, long minlength = 0) => Aten.bincount.Call(this, weights, minlength);
        public Tensor histc(long bins = 100, long min = 0, long max = 0) => Aten.histc.Call(this, bins, min, max);
        public Tensor nonzero() => Aten.nonzero.Unary(this);

        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            Aten.diff.Call(this, n, dim, prepend, append);

        public (Tensor output, Tensor? inverse_indices, Tensor? counts) unique(
            bool sorted = true, bool return_inverse = false, bool return_counts = false, int? dim = null)
        {
            (Tensor output, Tensor inverse, Tensor counts) = dim is { } along
                ? Aten.unique_dim.CallTriple(this, along, sorted, return_inverse, return_counts)
                : Aten._unique2.CallTriple(this, sorted, return_inverse, return_counts);
            return (output, Wanted(return_inverse, inverse), Wanted(return_counts, counts));
        }

        private static Tensor? Wanted(bool wanted, Tensor result)
        {
            if (wanted)
                return result;
            result.Dispose();
            return null;
        }
    }
}
