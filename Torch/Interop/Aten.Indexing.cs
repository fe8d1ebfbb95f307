namespace VoxPilot.Torch.Interop;

/// <summary>Gathering, scattering and writing in place.</summary>
internal static partial class Aten
{
    public static readonly Operator index_Tensor = new("index", "Tensor");
    public static readonly Operator index_put_ = new("index_put_");
    public static readonly Operator index_select = new("index_select");
    public static readonly Operator index_add = new("index_add");
    public static readonly Operator index_add_ = new("index_add_");
    public static readonly Operator index_copy = new("index_copy");
    public static readonly Operator index_copy_ = new("index_copy_");
    public static readonly Operator index_fill_int_Scalar = new("index_fill", "int_Scalar");
    public static readonly Operator index_fill__int_Scalar = new("index_fill_", "int_Scalar");
    public static readonly Operator gather = new("gather");
    public static readonly Operator scatter_src = new("scatter", "src");
    public static readonly Operator scatter_value = new("scatter", "value");
    public static readonly Operator scatter__src = new("scatter_", "src");
    public static readonly Operator scatter__value = new("scatter_", "value");
    public static readonly Operator scatter_add = new("scatter_add");
    public static readonly Operator scatter_add_ = new("scatter_add_");
    public static readonly Operator scatter_reduce_two = new("scatter_reduce", "two");
    public static readonly Operator scatter_reduce__two = new("scatter_reduce_", "two");
    public static readonly Operator take = new("take");
    public static readonly Operator take_along_dim = new("take_along_dim");
    public static readonly Operator copy_ = new("copy_");
    public static readonly Operator fill__Scalar = new("fill_", "Scalar");
    public static readonly Operator zero_ = new("zero_");
    public static readonly Operator set__source_Tensor = new("set_", "source_Tensor");
    public static readonly Operator select_scatter = new("select_scatter");
    public static readonly Operator slice_scatter = new("slice_scatter");
    public static readonly Operator lift_fresh = new("lift_fresh");
    public static readonly Operator bucketize_Tensor = new("bucketize", "Tensor");
    public static readonly Operator searchsorted_Tensor = new("searchsorted", "Tensor");
}
