namespace VoxPilot.Torch.Interop;

/// <summary>Products and linear algebra.</summary>
internal static partial class Aten
{
    public static readonly Operator matmul = new("matmul");
    public static readonly Operator mm = new("mm");
    public static readonly Operator bmm = new("bmm");
    public static readonly Operator mv = new("mv");
    public static readonly Operator dot = new("dot");
    public static readonly Operator einsum = new("einsum");
    public static readonly Operator addmm = new("addmm");
    public static readonly Operator addmv = new("addmv");
    public static readonly Operator baddbmm = new("baddbmm");
    public static readonly Operator addbmm = new("addbmm");
    public static readonly Operator outer = new("outer");
    public static readonly Operator inner = new("inner");
    public static readonly Operator tensordot = new("tensordot");
    public static readonly Operator linalg_inv = new("linalg_inv");
    public static readonly Operator linalg_det = new("linalg_det");
    public static readonly Operator linalg_norm = new("linalg_norm");
    public static readonly Operator linalg_vector_norm = new("linalg_vector_norm");
    public static readonly Operator linalg_solve = new("linalg_solve");
    public static readonly Operator cross = new("cross");
    public static readonly Operator linalg_cross = new("linalg_cross");
    public static readonly Operator kron = new("kron");
    public static readonly Operator chain_matmul = new("chain_matmul");
}
