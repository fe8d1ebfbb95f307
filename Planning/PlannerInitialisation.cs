using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>
/// Initial values from a seed: matrices by Glorot's uniform rule, gains 1, everything else 0. The last matrices of refinements and
/// of the time's modulation are 0: a new planner changes nothing about the anchors.
/// </summary>
internal static class PlannerInitialisation
{
    public static void Fill(Planner planner, ulong seed)
    {
        using IDisposable noGradients = no_grad();
        SeededRandom random = new(seed);
        foreach ((string name, Parameter parameter) in planner.named_parameters())
        {
            using DisposeScope scope = NewDisposeScope();
            float[] values = new float[parameter.numel()];
            if (parameter.dim() > 1 && !name.EndsWith("displacement.4.weight", StringComparison.Ordinal)
                && !name.EndsWith("scale_shift.weight", StringComparison.Ordinal))
            {
                double bound = Math.Sqrt(6.0 / (parameter.shape[0] + parameter.shape[1]));
                for (int i = 0; i < values.Length; i++)
                {
                    values[i] = (float)random.NextDouble(-bound, bound);
                }
            }
            else if (parameter.dim() == 1 && name.EndsWith("weight", StringComparison.Ordinal) && !name.Contains("in_proj", StringComparison.Ordinal))
            {
                Array.Fill(values, 1);
            }
            parameter.copy_(tensor(values).view(parameter.shape));
        }
    }
}
