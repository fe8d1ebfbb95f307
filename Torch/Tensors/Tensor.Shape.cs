using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Aten.view.Call(this, shape);
        public Tensor view_as(Tensor other) => Aten.view_as.Binary(this, other);
        public Tensor reshape(params long[] shape) => Aten.reshape.Call(this, shape);
        public Tensor permute(params long[] permutation) => Aten.permute.Call(this, permutation);
        public Tensor permute(IEnumerable<long> permutation) => permute(permutation.ToArray());
        public Tensor transpose(long dim0, long dim1) => Aten.transpose_int.Call(this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => Aten.transpose_.CallOn(this, this, dim0, dim1);
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor t() => Aten.t.Unary(this);
        public Tensor T => Dimensions == 2 ? t() : permute(Enumerable.Range(0, (int)Dimensions).Reverse().Select(static i => (long)i));
        public Tensor mT => transpose(-2, -1);
        public Tensor unsqueeze(long dim) => Aten.unsqueeze.Call(this, dim);
        public Tensor unsqueeze_(long dim) => Aten.unsqueeze_.CallOn(this, this, dim);
        public Tensor squeeze(long? dim = null) => dim is { } one ? Aten.squeeze_dim.Call(this, one) : Aten.squeeze.Unary(this);
        public Tensor squeeze_(long? dim = null) => dim is { } one ? Aten.squeeze__dim.CallOn(this, this, one) : Aten.squeeze_.CallOn(this, this);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.flatten_using_ints.Call(this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes) => Unflattened(dim, sizes);
        public Tensor ravel() => flatten();
        public Tensor expand(params long[] sizes) => Aten.expand.Call(this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.expand.Call(this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) => expand(sizes.ToArray(), isImplicit);
        public Tensor expand_as(Tensor other) => Aten.expand_as.Binary(this, other);
        public Tensor broadcast_to(params long[] shape) => expand(shape);
        public Tensor repeat(params long[] sizes) => Aten.repeat.Call(this, sizes);
        public Tensor tile(long[] reps) => Aten.tile.Call(this, reps);

        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_int.Call(this, repeats, dim, output_size);

        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.repeat_interleave_self_Tensor.Call(this, repeats, dim, output_size);

        public Tensor movedim(long[] source, long[] destination) => Aten.movedim_intlist.Call(this, source, destination);
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);
        public Tensor flip(params long[] dims) => Aten.flip.Call(this, dims);
        public Tensor roll(long shifts, long? dims = null) => Aten.roll.Call(this, shifts, dims is { } one ? [one] : Array.Empty<long>());
        public Tensor roll(long[] shifts, long[] dims) => Aten.roll.Call(this, shifts, dims);
        public Tensor rot90(long k = 1, (long, long)? dims = null) => Aten.rot90.Call(this, k, dims is { } plane ? new[] { plane.Item1, plane.Item2 } : [0, 1]);
        public Tensor unfold(long dimension, long size, long step) => Aten.unfold.Call(this, dimension, size, step);

        public Tensor as_strided(long[] size, long[] strides, long storageOffset = 0) =>
            Aten.as_strided.Call(this, size, strides, storageOffset);

        private Tensor Unflattened(long dim, long[] sizes)
        {
            long axis = dim < 0 ? dim + Dimensions : dim;
            long[] whole = shape;
            return view([.. whole[..(int)axis], .. sizes, .. whole[(int)(axis + 1)..]]);
        }
    }
}
