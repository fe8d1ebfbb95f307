namespace TorchSharp;

public static partial class torch
{
    /// <summary>One entry of an index: a number, a slice, an ellipsis, a new axis, a truth value or a tensor.</summary>
    public readonly struct TensorIndex
    {
        internal enum Kind
        {
            None, Single, Slice, Ellipsis, Bool, Tensor,
        }

        private TensorIndex(Kind form, long? start = null, long? stop = null, long? step = null, Tensor? tensor = null)
        {
            Form = form;
            Start = start;
            Stop = stop;
            Step = step;
            TensorValue = tensor;
        }

        internal Kind Form { get; }

        internal long? Start { get; }

        internal long? Stop { get; }

        internal long? Step { get; }

        internal Tensor? TensorValue { get; }

        public static readonly TensorIndex Ellipsis = new(Kind.Ellipsis);
        public static readonly TensorIndex None = new(Kind.None);
        public static readonly TensorIndex Null = new(Kind.None);
        public static readonly TensorIndex Colon = new(Kind.Slice);

        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) => new(Kind.Slice, start, stop, step);

        public static TensorIndex Slice((int? start, int? end) range) => Slice(range.start, range.end);

        public static TensorIndex Slice(Range range) =>
            Slice(range.Start.IsFromEnd ? -(long)range.Start.Value : range.Start.Value,
                  range.End.IsFromEnd ? (range.End.Value == 0 ? null : -(long)range.End.Value) : range.End.Value);

        public static TensorIndex Bool(bool value) => new(Kind.Bool, value ? 1 : 0);

        public static TensorIndex Single(long? index) => index is { } one ? new(Kind.Single, one) : None;

        public static TensorIndex Tensor(Tensor tensor) => new(Kind.Tensor, tensor: tensor);

        public static implicit operator TensorIndex(long value) => Single(value);
        public static implicit operator TensorIndex((int? start, int? end) range) => Slice(range);
        public static implicit operator TensorIndex(Range range) => Slice(range);
        public static implicit operator TensorIndex(Index index) => Single(index.IsFromEnd ? -(long)index.Value : index.Value);
    }
}
