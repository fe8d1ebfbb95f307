using VoxPilot.Llm;

namespace VoxPilot.Driving.Tests;

/// <summary>LoRAs of random numbers, so strong that a language model says something else with each.</summary>
internal static class MadeAdapter
{
    public static string Write(string path, LanguageConfig config, int seed, int rank = 4)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Random random = new(seed);
        LoraGguf.Write(path, config, rank, 2 * rank, tensor => tensor.Name.Contains("attn", StringComparison.Ordinal)
            ? (Matrix(rank * tensor.Shape[1]), Matrix(tensor.Shape[0] * rank))
            : null);
        return path;

        float[] Matrix(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
