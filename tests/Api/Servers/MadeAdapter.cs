using Microsoft.Extensions.DependencyInjection;
using VoxPilot.Api.Hosting;
using VoxPilot.Driving;
using VoxPilot.Llm;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>LoRAs of random numbers for the pack that a server has loaded, so strong that it says something else with each.</summary>
internal static class MadeAdapter
{
    /// <summary>The folder of adapters of a server.</summary>
    public static string Folder(TestServer server) =>
        Directory.CreateDirectory(Path.Combine(server.Services.GetRequiredService<DataRoot>().Path, "adapters")).FullName;

    /// <summary>Writes one into that folder.</summary>
    public static string Write(TestServer server, string file, int seed)
    {
        ModelPack pack = server.Services.GetRequiredService<PackCatalog>().Open(server.Services.GetRequiredService<IDrivingService>().Pack.Name);
        return Write(Path.Combine(Folder(server), file), pack.Manifest.Config.Language, seed);
    }

    /// <summary>Writes one anywhere.</summary>
    public static string Write(string path, LanguageConfig config, int seed)
    {
        const int rank = 4;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Random random = new(seed);
        LoraGguf.Write(path, config, rank, 2 * rank, tensor => tensor.Name.Contains("attn", StringComparison.Ordinal)
            ? (Matrix(rank * tensor.Shape[1]), Matrix(tensor.Shape[0] * rank))
            : null);
        return path;

        float[] Matrix(long count) => [.. Enumerable.Range(0, (int)count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
