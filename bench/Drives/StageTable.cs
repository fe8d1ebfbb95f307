using System.Globalization;
using System.Text;
using System.Text.Json;
using VoxPilot.Driving;

namespace VoxPilot.Bench.Drives;

/// <summary>Times by stage, with their median and 95th percentile.</summary>
internal sealed class StageTable
{
    // the stage that a result's timing counts for; a plan's own prefill is that of its prompt
    private readonly SortedDictionary<int, (string Name, List<double> Values)> rows = [];

    /// <summary>Adds what one result says.</summary>
    /// <param name="result">scene, plan, occupancy or answer.</param>
    /// <param name="t">Its timings.</param>
    public void Add(string result, StageTimings t)
    {
        Row(0, "decode", t.Decode);
        Row(1, "odometry", t.Odometry);
        Row(2, "backbone", t.Backbone);
        Row(3, "encoder", t.Encoder);
        Row(4, "connector", result == "scene" ? t.Connector : null);
        switch (result)
        {
            case "scene":
                Row(5, "prefill (scene)", t.Prefill);
                break;
            case "answer":
                Row(6, "prefill (question)", t.Prefill);
                break;
            case "plan":
                Row(7, "prefill (plan)", t.Prefill);
                break;
            default:
                break;
        }
        Row(8, "token", t.Token);
        Row(9, "denoise", t.Denoise);
        Row(10, "forecast", t.Forecast);
        Row(11, "voxels", result == "plan" ? t.Voxels : null);
        Row(12, "checks", t.Checks);
        Row(13, $"total {result}", result == "scene" ? t.Total : null);
        Row(14, $"total {result}", result == "plan" ? t.Total : null);
        Row(15, $"total {result}", result == "answer" ? t.Total : null);
    }

    /// <summary>As a table in plain text.</summary>
    /// <param name="before">What its medians are compared with; null: nothing.</param>
    public string ToText(StageTable? before = null)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"{"stage",-20}{"median ms",12}{"p95 ms",12}{(before is null ? "" : "ratio"),12}");
        foreach ((int row, (string name, List<double> values)) in rows)
        {
            double median = Quantile(values, 0.5);
            string ratio = before is not null && before.rows.TryGetValue(row, out (string, List<double> Values) other) ? (median / Quantile(other.Values, 0.5)).ToString("0.00", CultureInfo.InvariantCulture) : "";
            text.AppendLine(CultureInfo.InvariantCulture, $"{name,-20}{median,12:0.00}{Quantile(values, 0.95),12:0.00}{ratio,12}");
        }
        return text.ToString();
    }

    /// <summary>As JSON, with what was measured and how.</summary>
    public byte[] ToJson(PackInfo pack, BenchOptions options, string frames, string machine, double readyAfter)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("pack", pack.Name);
            json.WriteString("hash", pack.Hash);
            json.WriteBoolean("trained", pack.Trained);
            json.WriteString("machine", machine);
            json.WriteString("frames", frames);
            json.WriteNumber("loaded_in_s", Math.Round(readyAfter, 2));
            json.WriteNumber("drives", options.Drives);
            json.WriteNumber("tokens", options.Tokens);
            json.WriteStartObject("stages");
            foreach ((string name, List<double> values) in rows.Values)
            {
                json.WriteStartObject(name.Replace(" (", "_", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal).Replace(' ', '_'));
                json.WriteNumber("median_ms", Math.Round(Quantile(values, 0.5), 3));
                json.WriteNumber("p95_ms", Math.Round(Quantile(values, 0.95), 3));
                json.WriteNumber("count", values.Count);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    // linear between the two nearest ranks
    private static double Quantile(List<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        double rank = share * (sorted.Length - 1);
        int low = (int)rank, high = Math.Min(low + 1, sorted.Length - 1);
        return sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
    }

    private void Row(int order, string name, double? value)
    {
        if (value is { } milliseconds)
        {
            if (!rows.TryGetValue(order, out (string Name, List<double> Values) row))
            {
                rows.Add(order, row = (name, []));
            }
            row.Values.Add(milliseconds);
        }
    }
}
