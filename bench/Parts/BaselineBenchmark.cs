using BenchmarkDotNet.Attributes;
using VoxPilot.Core;
using VoxPilot.Driving;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Bench.Parts;

/// <summary>What evaluation pays for its baselines, per key frame: a copied and moved grid, the ceiling of nano's points, a plan of the ego-MLP.</summary>
[MemoryDiagnoser]
public class BaselineBenchmark
{
    private static readonly EgoState Ego = new() { Velocity = (7, 0), YawRate = 0.1, History = [new(-0.5, -3.5, 0.1, -0.05)] };

    private readonly PointCeiling ceiling = PointCeiling.Now(DrivingModelConfig.Nano());
    private readonly byte[] moved = new byte[GridSpec.Occ3D.Count];
    private OccupancyGrid street = OccupancyGrid.Empty(GridSpec.Occ3D);
    private EgoMlp? mlp;

    [GlobalSetup]
    public void Setup()
    {
        byte[] labels = street.Labels.ToArray();
        for (int x = 0; x < 200; x++)
        {
            for (int y = 0; y < 200; y++)
            {
                labels[GridSpec.Occ3D.Index(x, y, 2)] = (byte)(y is > 84 and < 116 ? OccupancyClass.DriveableSurface : OccupancyClass.Terrain);
                labels.AsSpan(GridSpec.Occ3D.Index(x, y, 3), 12).Fill((byte)(y is 60 or 140 ? OccupancyClass.Manmade : y is 50 && x % 9 < 3 ? OccupancyClass.Vegetation : OccupancyClass.Free));
            }
        }
        street = new(GridSpec.Occ3D, labels);
        EgoExample example = new("scene", Ego, Command.Left, Trajectory.Standstill);
        mlp = EgoMlp.Train([example], new() { Epochs = 1 });
    }

    [Benchmark]
    public void Copy_and_move() => CopyAndMove.Move(GridSpec.Occ3D, street.Labels, new(5, 0.5, 0.1, 5), moved);

    [Benchmark]
    public OccupancyGrid Ceiling_of_nano() => ceiling.Through(street);

    [Benchmark]
    public Trajectory Plan_of_the_ego_mlp() => mlp!.Plan(Ego, Command.Left);
}
