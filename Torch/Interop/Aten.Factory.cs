namespace VoxPilot.Torch.Interop;

/// <summary>Tensors from nothing.</summary>
internal static partial class Aten
{
    public static readonly Operator empty_memory_format = new("empty", "memory_format");
    public static readonly Operator zeros = new("zeros");
    public static readonly Operator ones = new("ones");
    public static readonly Operator full = new("full");
    public static readonly Operator arange_start_step = new("arange", "start_step");
    public static readonly Operator arange_start = new("arange", "start");
    public static readonly Operator linspace = new("linspace");
    public static readonly Operator logspace = new("logspace");
    public static readonly Operator eye = new("eye");
    public static readonly Operator eye_m = new("eye", "m");
    public static readonly Operator empty_like = new("empty_like");
    public static readonly Operator zeros_like = new("zeros_like");
    public static readonly Operator ones_like = new("ones_like");
    public static readonly Operator full_like = new("full_like");
    public static readonly Operator scalar_tensor = new("scalar_tensor");
    public static readonly Operator randint_like = new("randint_like");
    public static readonly Operator empty_strided = new("empty_strided");
    public static readonly Operator item = new("item");
    public static readonly Operator complex = new("complex");
}
