using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VoxPilot.Core.Imaging;
using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;
using VoxPilot.World.Sheets;

namespace VoxPilot.Jobs.ClosedLoop;

/// <summary>
/// Lets a driver drive routes of the synthetic world, and others over the same routes beside it. A route is as far as the expert comes in
/// <see cref="ClosedLoopOptions.Seconds"/>; the others have <see cref="ClosedLoopOptions.Patience"/> times as long. The same options and
/// driver give the same figures, whatever the number of threads.
/// </summary>
public sealed class ClosedLoopRunner
{
    private readonly ClosedLoopOptions options;
    private readonly Action<ClosedLoopProgress> progress;
    private readonly Dictionary<string, double> seconds = new(StringComparer.Ordinal);
    private readonly int threads;

    private ClosedLoopRunner(ClosedLoopOptions options, Action<ClosedLoopProgress> progress)
    {
        (this.options, this.progress) = (options, progress);
        threads = options.Threads > 0 ? options.Threads : Environment.ProcessorCount;
    }

    /// <summary>Drives and reports.</summary>
    /// <param name="options">Which routes.</param>
    /// <param name="driver">Who is measured.</param>
    /// <param name="subject">What the report calls it.</param>
    /// <param name="beside">Who else drives the same routes, the expert and constant velocity aside, which always do.</param>
    /// <param name="absent">Columns that stay empty, with the reason.</param>
    /// <param name="progress">Hears how far it is; from any thread.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="ClosedLoopException">An option is out of its range.</exception>
    public static async Task<Report> RunAsync(
        ClosedLoopOptions options, IRouteDriver driver, ReportSubject subject, IReadOnlyList<IRouteDriver> beside, IReadOnlyList<ReportBaseline> absent,
        Action<ClosedLoopProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(driver);
        ArgumentNullException.ThrowIfNull(beside);
        options.Validate();
        return await new ClosedLoopRunner(options, progress).RunAsync(driver, subject, beside, absent, cancellation);
    }

    private async Task<Report> RunAsync(
        IRouteDriver driver, ReportSubject subject, IReadOnlyList<IRouteDriver> beside, IReadOnlyList<ReportBaseline> absent, CancellationToken cancellation)
    {
        Dictionary<string, DrivenRoute[]> driven = new(StringComparer.Ordinal);
        FilmShelf films = new(options.Strips);
        PolicyDriver expert = PolicyDriver.Expert;
        DrivenRoute[] first = driven[expert.Id] = await DriveAsync(expert, ShelfOf(expert), (route, stepped) => RouteDrive.FirstAsync(expert, options, route, stepped, cancellation), cancellation);
        IRouteDriver[] baselines = [PolicyDriver.ConstantVelocity, .. beside, expert];
        foreach (IRouteDriver other in baselines.Append(driver).DistinctBy(d => d.Id).Where(d => d.Id != expert.Id))
        {
            driven[other.Id] = await DriveAsync(other, ShelfOf(other), (route, stepped) => RouteDrive.AfterAsync(other, options, first[route], stepped, cancellation), cancellation);
        }
        DrivenRoute[] own = driven[driver.Id];
        Dictionary<int, ReportPicture> strips = await Timed("film strips", () => DrawAsync(films.Chosen(), cancellation));
        SceneBootstrap bootstrap = new(options.Routes, options.Seed);
        IRouteDriver[] columns = [.. baselines.Where(b => b.Id != driver.Id)];
        return new()
        {
            Kind = ReportKind.ClosedLoop,
            CreatedAt = DateTimeOffset.UtcNow,
            Command = options.Command,
            Subject = subject,
            Data = new("synthetic world", [.. own.Select(d => $"route-{d.Seed:0000000}")], own.Sum(d => (long)d.Steps), Fingerprint()),
            Settings = Settings(),
            Conventions = ClosedLoopSections.Conventions,
            Bootstrap = new(bootstrap.Seed, bootstrap.Count),
            Sections = new ClosedLoopSections(options, bootstrap, driver, columns, absent, driven).Create(strips),
            Seconds = seconds,
        };

        FilmShelf ShelfOf(IRouteDriver who) => who.Id == driver.Id ? films : new(0);
    }

    private async Task<DrivenRoute[]> DriveAsync(IRouteDriver driver, FilmShelf films, Func<int, Action, Task<DrivenRoute>> drive, CancellationToken cancellation)
    {
        DrivenRoute[] driven = new DrivenRoute[options.Routes];
        int done = 0;
        long steps = 0;
        progress(new(driver.Title, 0, driven.Length, 0));
        await Timed(driver.Title, async () =>
        {
            await Parallel.ForAsync(0, driven.Length, new ParallelOptions { MaxDegreeOfParallelism = Math.Min(threads, driver.Together), CancellationToken = cancellation }, async (route, _) =>
            {
                driven[route] = films.Take(await drive(route, () => progress(new(driver.Title, Volatile.Read(ref done), driven.Length, Interlocked.Increment(ref steps)))));
                progress(new(driver.Title, Interlocked.Increment(ref done), driven.Length, Interlocked.Read(ref steps)));
            });
            return 0;
        });
        return driven;
    }

    private async Task<Dictionary<int, ReportPicture>> DrawAsync(IReadOnlyList<DrivenRoute> chosen, CancellationToken cancellation)
    {
        ReportPicture[] pictures = new ReportPicture[chosen.Count];
        int done = 0;
        await Parallel.ForAsync(0, chosen.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, (i, _) =>
        {
            Film film = chosen[i].Film!;
            pictures[i] = new(film.Title, ImageEncoding.ToPng(new FilmStrip().Draw(film)));
            progress(new("film strips", Interlocked.Increment(ref done), chosen.Count, 0));
            return ValueTask.CompletedTask;
        });
        return chosen.Zip(pictures).ToDictionary(pair => pair.First.Route, pair => pair.Second);
    }

    private async Task<T> Timed<T>(string stage, Func<Task<T>> work)
    {
        long started = Stopwatch.GetTimestamp();
        T result = await work();
        seconds[stage] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return result;
    }

    private Dictionary<string, string> Settings() => new(options.DriverSettings, StringComparer.Ordinal)
    {
        ["seeds"] = $"{options.Seed} to {options.Seed + (ulong)options.Routes - 1}",
        ["route"] = string.Create(CultureInfo.InvariantCulture, $"{options.Seconds:0.#} s of the expert"),
        ["time limit"] = string.Create(CultureInfo.InvariantCulture, $"{options.TimeLimit:0.#} s"),
    };

    private string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"closed loop/1 seed {options.Seed} routes {options.Routes} seconds {options.Seconds:R}"))));
}
