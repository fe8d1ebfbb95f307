using static TorchSharp.torch;

namespace VoxPilot.Torch.Tests;

public sealed class UnaryTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Of, Func<double, double> Expected)> Functions = new()
    {
        ["abs"] = (static x => x.abs(), Math.Abs), ["exp"] = (static x => x.exp(), Math.Exp), ["log"] = (static x => x.abs().log(), static v => Math.Log(Math.Abs(v))),
        ["log1p"] = (static x => x.square().log1p(), static v => Math.Log(1 + v * v)), ["sqrt"] = (static x => x.square().sqrt(), Math.Abs),
        ["rsqrt"] = (static x => (x.square() + 1).rsqrt(), static v => 1 / Math.Sqrt(v * v + 1)), ["sin"] = (static x => x.sin(), Math.Sin),
        ["cos"] = (static x => x.cos(), Math.Cos), ["tan"] = (static x => x.tan(), Math.Tan), ["tanh"] = (static x => x.tanh(), Math.Tanh),
        ["atan"] = (static x => x.atan(), Math.Atan), ["floor"] = (static x => x.floor(), Math.Floor), ["ceil"] = (static x => x.ceil(), Math.Ceiling),
        ["trunc"] = (static x => x.trunc(), Math.Truncate), ["round"] = (static x => x.round(), static v => Math.Round(v, MidpointRounding.ToEven)),
        ["round to decimals"] = (static x => x.round(1), static v => Math.Round(v, 1)), ["sign"] = (static x => x.sign(), static v => Math.Sign(v)),
        ["neg"] = (static x => x.neg(), static v => -v), ["reciprocal"] = (static x => x.reciprocal(), static v => 1 / v),
        ["sigmoid"] = (static x => x.sigmoid(), static v => 1 / (1 + Math.Exp(-v))), ["square"] = (static x => x.square(), static v => v * v),
        ["relu"] = (static x => x.relu(), static v => Math.Max(v, 0)), ["silu"] = (static x => x.silu(), static v => v / (1 + Math.Exp(-v))),
        ["softplus"] = (static x => x.softplus(), static v => Math.Log(1 + Math.Exp(v))), ["pow"] = (static x => x.pow(3), static v => v * v * v),
        ["gelu by tanh"] = (static x => nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh),
            static v => 0.5 * v * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v)))),
        ["mish"] = (static x => nn.functional.mish(x), static v => v * Math.Tanh(Math.Log(1 + Math.Exp(v)))),
        ["clamp"] = (static x => x.clamp(-1, 1.5), static v => Math.Clamp(v, -1, 1.5)), ["clamp_min"] = (static x => x.clamp_min(0.5), static v => Math.Max(v, 0.5)),
        ["nan_to_num"] = (static x => (x / 0).nan_to_num(3, 4, 5), static v => double.IsNaN(v / 0) ? 3 : v > 0 ? 4 : 5),
        ["deg2rad"] = (static x => x.deg2rad(), static v => v * Math.PI / 180), ["fmod"] = (static x => x.fmod(0.7), static v => Math.IEEERemainder(0, 1) + v % 0.7),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_function_agrees_with_its_counterpart_in_Math(string name)
    {
        using var scope = NewDisposeScope();
        double[] points = [-2.5, -1.25, -0.31, 0.5, 1.0, 2.49, 3.7];
        double[] actual = Functions[name].Of(tensor(points)).data<double>().ToArray();
        Assert.Equal(points.Select(Functions[name].Expected), actual, static (e, a) => Math.Abs(e - a) <= 1e-12 * Math.Max(1, Math.Abs(e)));
    }
}
