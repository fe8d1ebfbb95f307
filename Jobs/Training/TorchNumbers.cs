using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Training;

/// <summary>Numbers by chance from torch's own generator, which the loop seeds by run and step: a run that goes on draws what one that never stopped draws.</summary>
internal static class TorchNumbers
{
    private const int AtOnce = 1024;

    /// <summary>Uniform numbers of [0, 1), one after the other.</summary>
    public static Func<double> Stream()
    {
        float[] numbers = [];
        int at = 0;
        return () =>
        {
            if (at == numbers.Length)
            {
                (numbers, at) = ([.. rand(AtOnce).Span<float>()], 0);
            }
            return numbers[at++];
        };
    }
}
