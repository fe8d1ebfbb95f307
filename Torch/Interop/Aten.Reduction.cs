namespace VoxPilot.Torch.Interop;

/// <summary>Reductions, scans, sorting and counting.</summary>
internal static partial class Aten
{
    public static readonly Operator sum = new("sum");
    public static readonly Operator sum_dim_IntList = new("sum", "dim_IntList");
    public static readonly Operator mean = new("mean");
    public static readonly Operator mean_dim = new("mean", "dim");
    public static readonly Operator std = new("std");
    public static readonly Operator std_dim = new("std", "dim");
    public static readonly Operator var = new("var");
    public static readonly Operator var_dim = new("var", "dim");
    public static readonly Operator std_mean_dim = new("std_mean", "dim");
    public static readonly Operator var_mean_dim = new("var_mean", "dim");
    public static readonly Operator prod = new("prod");
    public static readonly Operator prod_dim_int = new("prod", "dim_int");
    public static readonly Operator max = new("max");
    public static readonly Operator max_dim = new("max", "dim");
    public static readonly Operator min = new("min");
    public static readonly Operator min_dim = new("min", "dim");
    public static readonly Operator argmax = new("argmax");
    public static readonly Operator argmin = new("argmin");
    public static readonly Operator amax = new("amax");
    public static readonly Operator amin = new("amin");
    public static readonly Operator norm_Scalar = new("norm", "Scalar");
    public static readonly Operator norm_ScalarOpt_dim = new("norm", "ScalarOpt_dim");
    public static readonly Operator all = new("all");
    public static readonly Operator all_dim = new("all", "dim");
    public static readonly Operator any = new("any");
    public static readonly Operator any_dim = new("any", "dim");
    public static readonly Operator cumsum = new("cumsum");
    public static readonly Operator cumprod = new("cumprod");
    public static readonly Operator logsumexp = new("logsumexp");
    public static readonly Operator count_nonzero = new("count_nonzero");
    public static readonly Operator count_nonzero_dim_IntList = new("count_nonzero", "dim_IntList");
    public static readonly Operator median = new("median");
    public static readonly Operator nansum = new("nansum");
    public static readonly Operator trace = new("trace");
    public static readonly Operator softmax_int = new("softmax", "int");
    public static readonly Operator log_softmax_int = new("log_softmax", "int");
    public static readonly Operator _softmax = new("_softmax");
    public static readonly Operator _log_softmax = new("_log_softmax");
    public static readonly Operator topk = new("topk");
    public static readonly Operator sort = new("sort");
    public static readonly Operator sort_stable = new("sort", "stable");
    public static readonly Operator argsort = new("argsort");
    public static readonly Operator bincount = new("bincount");
    public static readonly Operator histc = new("histc");
    public static readonly Operator nonzero = new("nonzero");
    public static readonly Operator unique_dim = new("unique_dim");
    public static readonly Operator _unique2 = new("_unique2");
    public static readonly Operator cdist = new("cdist");
    public static readonly Operator multinomial = new("multinomial");
    public static readonly Operator logcumsumexp = new("logcumsumexp");
    public static readonly Operator kthvalue = new("kthvalue");
    public static readonly Operator quantile = new("quantile");
    public static readonly Operator diff = new("diff");
}
