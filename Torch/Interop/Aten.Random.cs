namespace VoxPilot.Torch.Interop;

/// <summary>Random numbers.</summary>
internal static partial class Aten
{
    public static readonly Operator normal_ = new("normal_");
    public static readonly Operator uniform_ = new("uniform_");
    public static readonly Operator bernoulli = new("bernoulli");
    public static readonly Operator bernoulli__float = new("bernoulli_", "float");
    public static readonly Operator exponential_ = new("exponential_");
    public static readonly Operator random_ = new("random_");
    public static readonly Operator random__from = new("random_", "from");
    public static readonly Operator random__to = new("random_", "to");
    public static readonly Operator native_dropout = new("native_dropout");
    public static readonly Operator dropout = new("dropout");
    public static readonly Operator feature_dropout = new("feature_dropout");
    public static readonly Operator randn = new("randn");
    public static readonly Operator randn_generator = new("randn", "generator");
    public static readonly Operator rand = new("rand");
    public static readonly Operator rand_generator = new("rand", "generator");
    public static readonly Operator randint_low = new("randint", "low");
    public static readonly Operator randint_low_generator = new("randint", "low_generator");
    public static readonly Operator randperm = new("randperm");
    public static readonly Operator randperm_generator = new("randperm", "generator");
    public static readonly Operator rand_like = new("rand_like");
    public static readonly Operator randn_like = new("randn_like");
    public static readonly Operator normal_Tensor_Tensor = new("normal", "Tensor_Tensor");
}
