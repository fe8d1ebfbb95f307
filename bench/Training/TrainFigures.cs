using System.Globalization;
using System.Text;
using System.Text.Json;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Bench.Training;

/// <summary>The figures as a table and as JSON.</summary>
internal sealed record TrainFigures(BenchOptions Options, TrainingConfig Config, StepTimes Steps, DispatchCost Dispatch)
{
    // What calls from C# may take of a forward.
    private const double MostDispatch = 0.1;

    /// <summary>A table in plain text with the share of each part.</summary>
    public string Text()
    {
        double sum = Steps.Parts.Sum(part => part.Milliseconds);
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"stage {Options.Stage}, nano, batch {Config.BatchSize}, {Options.Steps} steps after {Options.WarmUp}, {Environment.ProcessorCount} cores, {Options.Device}: {Steps.SamplesPerSecond:0.00} samples per second");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"part",-16}{"ms a sample",12}{"share",9}");
        foreach ((string name, double milliseconds) in Steps.Parts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{name,-16}{milliseconds,12:0.0}{100 * milliseconds / sum,8:0.0}%");
        }
        text.AppendLine(CultureInfo.InvariantCulture, $"{"sum",-16}{sum,12:0.0}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"forward of nano's encoders (six images, two frames, cpu): {Dispatch.Forward:0.0} ms with {Dispatch.Calls} calls of operators");
        text.AppendLine(CultureInfo.InvariantCulture, $"a call costs {Dispatch.Call:0.00} µs, of which the kernel {Dispatch.Kernel:0.00} µs: dispatch from C# is {100 * Dispatch.Share:0.0} % of it ({(Dispatch.Share <= MostDispatch ? "within" : "above")} {100 * MostDispatch:0} %)");
        return text.ToString();
    }

    /// <summary>As JSON.</summary>
    public byte[] Json()
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("stage", Options.Stage);
            json.WriteString("device", Options.Device);
            json.WriteNumber("cores", Environment.ProcessorCount);
            json.WriteNumber("batch", Config.BatchSize);
            json.WriteNumber("steps", Options.Steps);
            json.WriteNumber("samples_per_second", Math.Round(Steps.SamplesPerSecond, 3));
            json.WriteStartObject("sample_ms");
            foreach ((string name, double milliseconds) in Steps.Parts)
            {
                json.WriteNumber(name, Math.Round(milliseconds, 2));
            }
            json.WriteEndObject();
            json.WriteStartObject("dispatch");
            json.WriteNumber("forward_ms", Math.Round(Dispatch.Forward, 2));
            json.WriteNumber("calls", Dispatch.Calls);
            json.WriteNumber("call_us", Math.Round(Dispatch.Call, 3));
            json.WriteNumber("kernel_us", Math.Round(Dispatch.Kernel, 3));
            json.WriteNumber("share", Math.Round(Dispatch.Share, 4));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }
}
