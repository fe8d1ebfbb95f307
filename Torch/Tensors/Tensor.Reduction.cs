using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Aten.sum.Call(this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, dim, keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.sum_dim_IntList.Call(this, dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) => sum(dim.ToArray(), keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1], keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) => sum([dim0, dim1, dim2], keepdim, type);
        public Tensor mean() => Aten.mean.Call(this, Argument.None);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Aten.mean_dim.Call(this, dimensions, keepdim, type);
        public Tensor prod(ScalarType? type = null) => Aten.prod.Call(this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) => Aten.prod_dim_int.Call(this, dim, keepdim, type);

        public Tensor std(bool unbiased = true) => Aten.std.Call(this, unbiased);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Aten.std_dim.Call(this, dimensions, unbiased, keepdim));

        public Tensor var(bool unbiased = true) => Aten.var.Call(this, unbiased);
        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            As(type, Aten.var_dim.Call(this, dimensions, unbiased, keepdim));

        public (Tensor std, Tensor mean) std_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            (Tensor deviation, Tensor average) = Aten.std_mean_dim.CallPair(this, dimensions, unbiased, keepdim);
            return (As(type, deviation), As(type, average));
        }

        public (Tensor @var, Tensor mean) var_mean(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null)
        {
            (Tensor variance, Tensor average) = Aten.var_mean_dim.CallPair(this, dimensions, unbiased, keepdim);
            return (As(type, variance), As(type, average));
        }

        public Tensor max() => Aten.max.Unary(this);
        public Tensor max(Tensor other) => Aten.maximum.Binary(this, other);
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Aten.max_dim.CallPair(this, dim, keepdim);
        public Tensor min() => Aten.min.Unary(this);
        public Tensor min(Tensor other) => Aten.minimum.Binary(this, other);
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Aten.min_dim.CallPair(this, dim, keepdim);
        public Tensor argmax() => Aten.argmax.Unary(this);
        public Tensor argmax(long dim, bool keepdim = false) => Aten.argmax.Call(this, dim, keepdim);
        public Tensor argmin() => Aten.argmin.Call(this, Argument.None);
        public Tensor argmin(long dim, bool keepdim = false) => Aten.argmin.Call(this, dim, keepdim);
        public Tensor amax(params long[] dims) => Aten.amax.Call(this, dims, false);
        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Aten.amax.Call(this, dims, keepdim));
        public Tensor amax(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amax(dims.ToArray(), keepdim, @out);
        public Tensor amin(params long[] dims) => Aten.amin.Call(this, dims, false);
        public Tensor amin(long[] dims, bool keepdim = false, Tensor? @out = null) => Into(@out, Aten.amin.Call(this, dims, keepdim));
        public Tensor amin(ReadOnlySpan<long> dims, bool keepdim = false, Tensor? @out = null) => amin(dims.ToArray(), keepdim, @out);
        public Tensor norm(float p = 2) => Aten.norm_Scalar.Call(this, (double)p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2) => Aten.norm_ScalarOpt_dim.Call(this, (double)p, dim, keepdim);
        public Tensor all() => Aten.all.Unary(this);
        public Tensor all(long dim, bool keepdim = false) => Aten.all_dim.Call(this, dim, keepdim);
        public Tensor any() => Aten.any.Unary(this);
        public Tensor any(long dim, bool keepdim = false) => Aten.any_dim.Call(this, dim, keepdim);
        public Tensor median() => Aten.median.Unary(this);
        public Tensor trace() => Aten.trace.Unary(this);
        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.logsumexp.Call(this, dim, keepdim);

        public Tensor count_nonzero(long[]? dims = null) =>
            dims is null ? Aten.count_nonzero.Call(this, Argument.None) : Aten.count_nonzero_dim_IntList.Call(this, dims);

        private static Tensor As(ScalarType? type, Tensor result) => type is { } wanted && wanted != result.dtype ? result.to(wanted, disposeAfter: true) : result;

        private static Tensor Into(Tensor? target, Tensor result)
        {
            if (target is null)
                return result;
            using (result)
                return target.set_(result);
        }
    }
}
