using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VoxPilot.Core.Datasets;

namespace VoxPilot.Jobs.Baselines;

/// <summary>SHA-256 of what something was fitted on and how, as 64 hexadecimal digits: a kept one serves only where it is the same.</summary>
internal static class BaselineFingerprint
{
    private const int Grids = 8;

    /// <summary>Of a data set, its examples and options: all tokens and scenes, and the labels of some key frames, evenly spread.</summary>
    public static string Of(IDriveDataset dataset, IReadOnlyList<EgoExample> examples, BaselineFitOptions options)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Of(examples, options)));
        for (int i = 0; i < dataset.Count; i++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{dataset.Token(i)} {dataset.Scene(i)}\n"));
        }
        int grids = Math.Min(Grids, dataset.Count);
        for (int i = 0; i < grids; i++)
        {
            if (dataset.Read((int)((long)i * dataset.Count / grids), KeyframeParts.Occupancy).Occupancy is { } occupancy)
            {
                hash.AppendData(occupancy.Grid.Labels);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Of examples and options.</summary>
    public static string Of<TOptions>(IReadOnlyList<EgoExample> examples, TOptions options)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(options));
        foreach (EgoExample example in examples)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(example.Scene));
            hash.AppendData([0]);
            hash.AppendData(MemoryMarshal.AsBytes(example.Features.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(example.Target.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
