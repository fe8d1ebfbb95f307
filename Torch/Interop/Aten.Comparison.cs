namespace VoxPilot.Torch.Interop;

/// <summary>Comparisons, logic and masks.</summary>
internal static partial class Aten
{
    public static readonly Operator eq_Tensor = new("eq", "Tensor");
    public static readonly Operator eq_Scalar = new("eq", "Scalar");
    public static readonly Operator ne_Tensor = new("ne", "Tensor");
    public static readonly Operator ne_Scalar = new("ne", "Scalar");
    public static readonly Operator lt_Tensor = new("lt", "Tensor");
    public static readonly Operator lt_Scalar = new("lt", "Scalar");
    public static readonly Operator le_Tensor = new("le", "Tensor");
    public static readonly Operator le_Scalar = new("le", "Scalar");
    public static readonly Operator gt_Tensor = new("gt", "Tensor");
    public static readonly Operator gt_Scalar = new("gt", "Scalar");
    public static readonly Operator ge_Tensor = new("ge", "Tensor");
    public static readonly Operator ge_Scalar = new("ge", "Scalar");
    public static readonly Operator isfinite = new("isfinite");
    public static readonly Operator isinf = new("isinf");
    public static readonly Operator isnan = new("isnan");
    public static readonly Operator logical_and = new("logical_and");
    public static readonly Operator logical_or = new("logical_or");
    public static readonly Operator logical_xor = new("logical_xor");
    public static readonly Operator logical_not = new("logical_not");
    public static readonly Operator logical_not_ = new("logical_not_");
    public static readonly Operator bitwise_not = new("bitwise_not");
    public static readonly Operator bitwise_and_Tensor = new("bitwise_and", "Tensor");
    public static readonly Operator bitwise_or_Tensor = new("bitwise_or", "Tensor");
    public static readonly Operator bitwise_xor_Tensor = new("bitwise_xor", "Tensor");
    public static readonly Operator where_self = new("where", "self");
    public static readonly Operator equal = new("equal");
    public static readonly Operator allclose = new("allclose");
    public static readonly Operator masked_fill_Scalar = new("masked_fill", "Scalar");
    public static readonly Operator masked_fill__Scalar = new("masked_fill_", "Scalar");
    public static readonly Operator masked_fill_Tensor = new("masked_fill", "Tensor");
    public static readonly Operator masked_select = new("masked_select");
    public static readonly Operator masked_scatter = new("masked_scatter");
    public static readonly Operator isin_Tensor_Tensor = new("isin", "Tensor_Tensor");
    public static readonly Operator is_nonzero = new("is_nonzero");
}
