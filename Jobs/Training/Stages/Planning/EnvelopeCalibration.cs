using VoxPilot.Core;
using VoxPilot.Planning;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Sets, on validation, what the safety envelope takes for an obstacle: the least score of a voxel, and how many columns of them a car may touch;
/// and how far off the road a car may seem to be. What was driven must pass in nearly all scenes; of the obstacle limits under which it does, those
/// are taken that stop the most trajectories that in truth collide. Thresholds that are best for mean IoU are too low for it: one wrong column stops a car.
/// </summary>
internal sealed class EnvelopeCalibration
{
    /// <summary>Least share of driven paths that must pass.</summary>
    public const double DrivenShare = 0.98;

    private static readonly double[] Scores = [0, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9];
    private static readonly int[] Cells = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24];

    private readonly SafetyLimits limits;
    private readonly List<double> offRoad = []; // the share off the road that each driven path needs
    private readonly List<int>[] driven = [.. Scores.Select(_ => new List<int>())], colliding = [.. Scores.Select(_ => new List<int>())];

    /// <summary>Begins.</summary>
    /// <param name="limits">Limits of everything else.</param>
    public EnvelopeCalibration(SafetyLimits limits) => this.limits = limits with { ObstacleCells = 0, ObstacleScore = 0 };

    /// <summary>Takes in a scene.</summary>
    /// <param name="scene">What is seen of it and what is true.</param>
    /// <returns>False where what was driven touches something in truth too: the grids are half a second apart, and say nothing of such a scene.</returns>
    public bool Add(EnvelopeScene scene)
    {
        if (Touched(scene.Driven, scene.TrueNow, scene.TrueFuture) > 0)
        {
            return false;
        }
        Trajectory[] wrong = [.. scene.Candidates.Where(candidate => Touched(candidate, scene.TrueNow, scene.TrueFuture) > 0)];
        SafetyCheck road = SafetyEnvelope.Check(scene.Driven, null, ObstacleEvidence.Grid(scene.Now, limits), [], limits with { OffRoadShare = 0 }).Checks[1];
        offRoad.Add(road.Ok ? 0 : road.Value);
        Parallel.For(0, Scores.Length, s =>
        {
            SafetyLimits at = limits with { ObstacleScore = Scores[s] };
            OccupancyGrid now = ObstacleEvidence.Grid(scene.Now, at);
            ForecastGrid[] future = [.. scene.Future.Select(f => new ForecastGrid(f.Seconds, ObstacleEvidence.Grid(f.Occupancy, at), f.FutureEgoToPresent))];
            driven[s].Add(Touched(scene.Driven, now, future));
            colliding[s].AddRange(wrong.Select(candidate => Touched(candidate, now, future)));
        });
        return true;
    }

    /// <summary>The limits, and what they do on the scenes that were taken in; the given ones where there were none.</summary>
    public EnvelopeFit Best()
    {
        double share = offRoad.Count == 0 ? 0 : offRoad.Order().ElementAt((int)Math.Ceiling(DrivenShare * offRoad.Count) - 1);
        SafetyLimits road = limits with { OffRoadShare = Math.Max(limits.OffRoadShare, share) };
        EnvelopeFit[] fits =
        [
            .. from s in Enumerable.Range(0, Scores.Length)
               from cells in Cells
               select new EnvelopeFit(road with { ObstacleScore = Scores[s], ObstacleCells = cells }, Share(driven[s], n => n <= cells), Share(colliding[s], n => n > cells), driven[s].Count, colliding[s].Count),
        ];
        return fits.Where(fit => fit.Passed >= DrivenShare).DefaultIfEmpty(fits.MaxBy(fit => fit.Passed)!).MaxBy(fit => fit.Stopped)!;
    }

    private static double Share(List<int> cells, Func<int, bool> which) => cells.Count == 0 ? 0 : (double)cells.Count(which) / cells.Count;

    private int Touched(Trajectory trajectory, OccupancyGrid now, IReadOnlyList<ForecastGrid> future) =>
        (int)SafetyEnvelope.Check(trajectory, null, now, future, limits).Checks[0].Value;
}

/// <summary>A scene of validation: what is seen of it, what is forecast along the model's own plan, and what is true.</summary>
/// <param name="Now">What is seen.</param>
/// <param name="Future">What is forecast.</param>
/// <param name="TrueNow">What is there.</param>
/// <param name="TrueFuture">What will be there.</param>
/// <param name="Driven">What was driven.</param>
/// <param name="Candidates">Trajectories that the model considers.</param>
internal sealed record EnvelopeScene(
    SparseOccupancy Now, IReadOnlyList<SeenAhead> Future, OccupancyGrid TrueNow, IReadOnlyList<ForecastGrid> TrueFuture, Trajectory Driven, IReadOnlyList<Trajectory> Candidates);

/// <summary>A forecast.</summary>
/// <param name="Seconds">How far ahead.</param>
/// <param name="Occupancy">Occupied voxels.</param>
/// <param name="FutureEgoToPresent">From the ego frame of then to that of now, by the motion that the forecast assumed.</param>
internal sealed record SeenAhead(double Seconds, SparseOccupancy Occupancy, Core.Geometry.Pose FutureEgoToPresent);

/// <summary>What limits do on some scenes.</summary>
/// <param name="Limits">The limits.</param>
/// <param name="Passed">Share of driven paths that pass.</param>
/// <param name="Stopped">Share of trajectories that in truth collide which they stop.</param>
/// <param name="Driven">How many driven paths there were.</param>
/// <param name="Colliding">How many trajectories that collide.</param>
internal sealed record EnvelopeFit(SafetyLimits Limits, double Passed, double Stopped, int Driven, int Colliding)
{
    /// <summary>The same in a sentence, for a pack's summary.</summary>
    public string Words => FormattableString.Invariant(
        $" On validation its safety envelope lets {100 * Passed:0.0} % of {Driven} driven paths pass and stops {100 * Stopped:0.0} % of {Colliding} trajectories that collide.");
}
