using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters.Json;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using VoxPilot.Bench.Parts;

// Usage: dotnet run -c Release --project bench/Parts -- --filter '*TorchCall*'. Runs in this process, so that the native
// library is found as the service finds it; writes a table and JSON to BenchmarkDotNet.Artifacts.
// -- splat [ROUNDS]: what rendering Gaussians costs.
// -- profile DATASET ROUNDS [PRECISION [BATCH …]]: what a training step costs.
if (args is ["profile", string dataset, string rounds, .. string[] rest])
{
    TrainingProfile.Run(dataset, Number(rounds), rest.FirstOrDefault("both"), rest.Length > 1 ? [.. rest[1..].Select(Number)] : [1, 2, 4, 8]);
    return;
}
if (args is ["splat", .. string[] times])
{
    SplatProfile.Run(times is [string first] ? Number(first) : 5);
    return;
}
IConfig config = DefaultConfig.Instance
    .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
    .AddExporter(JsonExporter.Brief);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
