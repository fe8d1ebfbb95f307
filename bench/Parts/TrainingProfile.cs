using System.Globalization;

namespace VoxPilot.Bench.Parts;

/// <summary>
/// <c>-- profile DATASET ROUNDS [PRECISION [BATCH …]]</c>: milliseconds per sample of a training step, by part, batch size and precision
/// (float32, bfloat16, both). Settings take turns, so that what else the machine does falls on all of them alike; the fastest round of
/// each counts. Beside it the processor's time over all rounds, which does not depend on who else runs.
/// </summary>
internal static class TrainingProfile
{
    private static readonly string[] precisions = ["float32", "bfloat16"];

    public static void Run(string dataset, int rounds, string precision, int[] batches)
    {
        Setting[] settings = [.. from batch in batches from one in precisions where precision == "both" || precision == one select new Setting(one, batch, new(dataset, batch))];
        for (int round = 0; round <= rounds; round++)
        {
            foreach (Setting setting in settings)
            {
                setting.Take(counts: round > 0);
            }
        }
        foreach (Setting setting in settings)
        {
            Console.WriteLine(setting);
            setting.Step.Dispose();
        }
    }

    private sealed record Setting(string Precision, int Batch, TrainingStep Step)
    {
        private KeyValuePair<string, double>[] best = [];
        private TimeSpan processor;
        private int taken;

        public void Take(bool counts)
        {
            Step.Parts.Clear();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            Step.Run(Precision == "bfloat16");
            if (counts)
            {
                processor += Environment.CpuUsage.TotalTime - before;
                taken++;
                best = best.Length == 0 || Step.Parts.Values.Sum() < best.Sum(part => part.Value) ? [.. Step.Parts] : best;
            }
        }

        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"batch {Batch} {Precision} {best.Sum(part => part.Value) / Batch:F1} ms per sample ({processor.TotalMilliseconds / taken / Batch:F1} ms of processor): ")
            + string.Join(", ", best.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value / Batch:F1}")));
    }
}
