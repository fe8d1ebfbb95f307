using System.Runtime.CompilerServices;
using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The part of the tensor that the indices name; writing copies into that part.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Write([i1], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At([i1, i2]);
            set => Write([i1, i2], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At([i1, i2, i3]);
            set => Write([i1, i2, i3], value);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At([i1, i2, i3, i4]);
            set => Write([i1, i2, i3, i4], value);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            (Tensor view, Tensor?[] tensors) = Resolve(indices);
            Tensor result = tensors.Length == 0 ? view : Aten.index_Tensor.Call(view, tensors);
            return (result == (object)this ? alias() : result).MoveToOuterDisposeScope();
        }

        public Tensor index(params Tensor[] indices) => Aten.index_Tensor.Call(this, indices);

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            using var scope = NewDisposeScope();
            (Tensor view, Tensor?[] tensors) = Resolve(indices);
            if (tensors.Length > 0)
                Aten.index_put_.CallVoid(view, tensors, OfType(value), accumulate);
            else if (accumulate)
                view.add_(value);
            else
                view.copy_(value);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            Aten.index_put_.CallOn(this, this, indices, OfType(value), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor number = Aten.scalar_tensor.Call(value, dtype, Argument.None, device);
            return index_put_(number, indices);
        }

        // A number written through an index takes the tensor's own type.
        private Tensor OfType(Tensor value) => value.Dimensions == 0 && value.dtype != dtype ? value.to(dtype) : value;

        private Tensor At(ReadOnlySpan<long> indices)
        {
            Tensor view = select(0, indices[0]);
            foreach (long next in indices[1..])
            {
                Tensor outer = view;
                view = outer.select(0, next);
                outer.Dispose();
            }

            return view;
        }

        private void Write(ReadOnlySpan<long> indices, Tensor value)
        {
            using Tensor view = At(indices);
            view.copy_(value);
        }

        // Numbers, slices and new axes become views, one after the other; tensors wait for aten::index at their axes.
        private (Tensor View, Tensor?[] Tensors) Resolve(TensorIndex[] indices)
        {
            Tensor view = this;
            var tensors = new List<Tensor?>();
            int axis = 0;
            long consumed = indices.Sum(static i => i.Form switch
            {
                TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
                TensorIndex.Kind.Tensor => Covers(i.TensorValue!),
                _ => 0,
            });
            foreach (TensorIndex entry in indices)
            {
                switch (entry.Form)
                {
                    case TensorIndex.Kind.Single:
                        view = view.select(axis, entry.Start!.Value);
                        break;
                    case TensorIndex.Kind.Slice:
                        if (entry.Start is not null || entry.Stop is not null || entry.Step is not null)
                            view = Aten.slice_Tensor.Call(view, axis, entry.Start, entry.Stop, entry.Step ?? 1);
                        axis++;
                        break;
                    case TensorIndex.Kind.None:
                        view = view.unsqueeze(axis++);
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        axis += (int)(Dimensions - consumed);
                        break;
                    case TensorIndex.Kind.Bool:
                        view = view.unsqueeze(axis);
                        Place(tensors, axis++, torch.full(1, entry.Start!.Value != 0, ScalarType.Bool, device));
                        break;
                    case TensorIndex.Kind.Tensor:
                        Tensor by = entry.TensorValue!;
                        Place(tensors, axis, by);
                        axis += Covers(by);
                        break;
                }
            }

            return (view, tensors.ToArray());
        }

        private static int Covers(Tensor tensor) => tensor.dtype is ScalarType.Bool or ScalarType.Byte ? (int)tensor.Dimensions : 1;

        private static void Place(List<Tensor?> tensors, int axis, Tensor tensor)
        {
            // A mask of several dimensions is one entry that covers as many axes as it has.
            int covered = tensors.Sum(static t => t is null ? 1 : Covers(t));
            for (; covered < axis; covered++)
                tensors.Add(null);
            tensors.Add(tensor);
        }
    }
}
