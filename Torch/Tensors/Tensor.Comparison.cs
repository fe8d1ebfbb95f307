using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.eq_Tensor.Binary(this, target);
        public Tensor eq(Scalar target) => Aten.eq_Scalar.Call(this, target);
        public Tensor ne(Tensor target) => Aten.ne_Tensor.Binary(this, target);
        public Tensor ne(Scalar target) => Aten.ne_Scalar.Call(this, target);
        public Tensor lt(Tensor target) => Aten.lt_Tensor.Binary(this, target);
        public Tensor lt(Scalar target) => Aten.lt_Scalar.Call(this, target);
        public Tensor le(Tensor target) => Aten.le_Tensor.Binary(this, target);
        public Tensor le(Scalar target) => Aten.le_Scalar.Call(this, target);
        public Tensor gt(Tensor target) => Aten.gt_Tensor.Binary(this, target);
        public Tensor gt(Scalar target) => Aten.gt_Scalar.Call(this, target);
        public Tensor ge(Tensor target) => Aten.ge_Tensor.Binary(this, target);
        public Tensor ge(Scalar target) => Aten.ge_Scalar.Call(this, target);
        public Tensor less(Tensor target) => lt(target);
        public Tensor less_equal(Tensor target) => le(target);
        public Tensor greater(Tensor target) => gt(target);
        public Tensor greater_equal(Tensor target) => ge(target);
        public Tensor not_equal(Tensor target) => ne(target);
        public Tensor equal(Tensor target) => eq(target);
        public Tensor logical_and(Tensor other) => Aten.logical_and.Binary(this, other);
        public Tensor logical_or(Tensor other) => Aten.logical_or.Binary(this, other);
        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Binary(this, other);
        public Tensor logical_not() => Aten.logical_not.Unary(this);
        public Tensor logical_not_() => Aten.logical_not_.CallOn(this, this);
        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and_Tensor.Binary(this, other);
        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or_Tensor.Binary(this, other);
        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor_Tensor.Binary(this, other);
        public Tensor bitwise_not() => Aten.bitwise_not.Unary(this);

        /// <summary>This tensor's elements where the condition holds, <paramref name="y"/>'s elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Aten.where_self.Call(condition, this, y);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.masked_fill_Scalar.Call(this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => Aten.masked_fill__Scalar.CallOn(this, this, mask, value);
        public Tensor masked_select(Tensor mask) => Aten.masked_select.Call(this, mask);
        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.masked_scatter.Call(this, mask, value);
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.allclose.CallScalar(this, target, rtol, atol, equal_nan).ToBoolean();

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.isin_Tensor_Tensor.Call(this, test_elements, assumeUnique, invert);

        public bool is_nonzero() => Aten.is_nonzero.CallScalar(this).ToBoolean();

        /// <summary>Whether both have the same shape and the same elements.</summary>
        public bool Equals(Tensor? target) => target is not null && Aten.equal.CallScalar(this, target).ToBoolean();

        public override bool Equals(object? obj) => obj is Tensor other && Equals(other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }
}
