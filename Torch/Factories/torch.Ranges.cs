using VoxPilot.Torch.Interop;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Marked(Aten.full.Call(size, value, dtype ?? DefaultFor(value), Argument.None, device), requires_grad);

    public static Tensor full(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(size.ToArray(), value, dtype, device, requires_grad);

    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([size], value, dtype, device, requires_grad);

    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([rows, columns], value, dtype, device, requires_grad);

    public static Tensor full(long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([dim0, dim1, dim2], value, dtype, device, requires_grad);

    public static Tensor full(long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype ?? DefaultFor(stop), device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype ?? DefaultFor(start, stop), device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Marked(Aten.arange_start_step.Call(start, stop, step, dtype ?? DefaultFor(start, stop, step), Argument.None, device), requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Marked(Aten.linspace.Call(start, end, steps, ElementType(dtype), Argument.None, device), requires_grad);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Marked(Aten.logspace.Call(start, end, steps, @base, ElementType(dtype), Argument.None, device), requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Marked(Aten.eye_m.Call(rows, columns < 0 ? rows : columns, ElementType(dtype), Argument.None, device), requires_grad);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Marked(Aten.zeros_like.Call(input, dtype, Argument.None, device), requires_grad);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Marked(Aten.ones_like.Call(input, dtype, Argument.None, device), requires_grad);

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Marked(Aten.empty_like.Call(input, dtype, Argument.None, device), requires_grad);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Marked(Aten.full_like.Call(input, value, dtype, Argument.None, device), requires_grad);

    private static Tensor Marked(Tensor made, bool requires_grad) => requires_grad ? made.requires_grad_() : made;

    private static ScalarType ElementType(ScalarType? dtype) => dtype ?? defaultDtype;

    private static ScalarType DefaultFor(params ReadOnlySpan<Scalar> values)
    {
        foreach (Scalar value in values)
        {
            if (is_floating_point(value.Type))
                return value.Type == ScalarType.Float64 ? defaultDtype : value.Type;
        }

        return values.Length == 1 && values[0].Type == ScalarType.Bool ? ScalarType.Bool : ScalarType.Int64;
    }
}
