using TorchSharp;
using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Perception.Tests.Losses;

public sealed class OccupancyLossTests
{
    private static readonly GridSpec grid = new(new(-4, -4, -1), 0.5, 16, 16, 6);

    [Fact]
    public void SparseWorlds_weights_are_those_of_the_specification()
    {
        using DisposeScope scope = NewDisposeScope();
        // A car at (1.25, 0.25, 0.25), a building at (-2.75, 0.25, 0.25); points 0.1 m from the car and 2 m from the building.
        OccupancyTarget target = OccupancyTarget.Of([Labelled((10, 8, 2, OccupancyClass.Car), (2, 8, 2, OccupancyClass.Manmade))], null, CPU);
        OccupancyQueries layer = Queries([1.35f, 0.25f, 0.25f, -2.75f, 2.25f, 0.25f]);
        IReadOnlyDictionary<string, Tensor> terms = new OccupancyLoss(OccupancyLossConfig.SparseWorld(), grid).Terms(null, [layer], target);

        double near = 0.1 * 0.1 / (2 * 0.2), far = 2 - 0.1;
        Assert.Equal(0.5 * ((near + 3 * 0.5 * far) / 2 + (near + far) / 2), Value(terms["pts.0"]), 1e-5);

        // Logits are zero: σ = ½, so a class costs α_t · ¼ · ln 2; columns weigh 34 in all, car 2 and manmade 1.
        double diagonal = Math.Sqrt(128), unit = 0.25 * Math.Log(2);
        double car = (0.75 * (34 - 2) + 0.25 * 2) * unit * (1 + Math.Sqrt(1.25 * 1.25 + 0.25 * 0.25) / diagonal);
        double building = (0.75 * (34 - 1) + 0.25 * 1) * unit * (1 + Math.Sqrt(2.75 * 2.75 + 0.25 * 0.25) / diagonal) * 0.5;
        Assert.Equal(34, OccupancyLossConfig.SparseWorld().ClassWeights.Sum());
        Assert.Equal(2 * (car + building) / 2, Value(terms["cls.0"]), 1e-4);
    }

    [Fact]
    public void A_point_that_does_not_count_pays_nothing_and_voxels_still_look_for_it()
    {
        using DisposeScope scope = NewDisposeScope();
        OccupancyTarget target = OccupancyTarget.Of([Labelled((10, 8, 2, OccupancyClass.Car), (2, 8, 2, OccupancyClass.Manmade))], null, CPU);
        OccupancyQueries layer = Queries([1.35f, 0.25f, 0.25f, -2.75f, 2.25f, 0.25f]);
        OccupancyLoss loss = new(OccupancyLossConfig.SparseWorld(), grid);
        IReadOnlyDictionary<string, Tensor> all = loss.Terms(null, [layer], target);
        Tensor ones = ones_like(layer.Points.select(3, 0));
        foreach ((string name, Tensor term) in loss.Terms(null, [layer], target, [ones]))
        {
            Assert.Equal(Value(all[name]), Value(term), 1e-5);
        }
        IReadOnlyDictionary<string, Tensor> none = loss.Terms(null, [layer], target, [ones * 0]);
        double near = 0.1 * 0.1 / (2 * 0.2), far = 2 - 0.1;
        Assert.Equal(0.5 * (near + 3 * 0.5 * far) / 2, Value(none["pts.0"]), 1e-5); // recall alone
        Assert.Equal(0, Value(none["cls.0"]));
    }

    [Fact]
    public void Terms_are_named_by_layer_and_the_starting_points_have_one()
    {
        using DisposeScope scope = NewDisposeScope();
        OccupancyTarget target = OccupancyTarget.Of([Labelled((1, 1, 1, OccupancyClass.Car)), Labelled((2, 2, 2, OccupancyClass.Bus))], null, CPU);
        OccupancyQueries layer = new() { Features = zeros(1), Points = zeros(2, 3, 4, 3), Logits = zeros(2, 3, 4, 17) };
        OccupancyLoss loss = new(OccupancyLossConfig.SparseWorld(), grid);
        Assert.Equal(["pts.init", "pts.0", "cls.0", "pts.1", "cls.1"], loss.Terms(zeros(3, 3), [layer, layer], target).Keys);
        Assert.Equal(["pts.0", "cls.0"], loss.Terms(null, [layer], target).Keys);
    }

    [Fact]
    public void Descent_brings_points_to_the_voxels_and_classes_to_the_labels()
    {
        using DisposeScope scope = NewDisposeScope();
        OccupancyTarget target = OccupancyTarget.Of([Labelled((10, 8, 2, OccupancyClass.Car), (2, 8, 2, OccupancyClass.Manmade), (2, 9, 2, OccupancyClass.Manmade))], null, CPU);
        Parameter points = new(tensor(new float[] { 3, 3, 0, 0.5f, 0, 2, -1, 0, 0, -3, -3, 0 }, [1, 4, 1, 3])), logits = new(zeros(1, 4, 1, 17));
        OccupancyLoss loss = new(OccupancyLossConfig.SparseWorld(), grid);
        optim.Optimizer optimizer = optim.AdamW([points, logits], 0.05, weight_decay: 0);
        double first = 0, last = 0;
        for (int step = 0; step < 400; step++)
        {
            using DisposeScope inner = NewDisposeScope();
            optimizer.zero_grad();
            Tensor total = loss.Terms(null, [new() { Features = points, Points = points, Logits = logits }], target).Values.Aggregate((a, b) => a + b);
            total.backward();
            optimizer.step();
            last = Value(total);
            first = step == 0 ? last : first;
        }
        Assert.True(last < 0.02 * first, $"The loss went from {first} to {last}.");
    }

    [Fact]
    public void What_no_camera_sees_counts_for_less_where_that_is_asked_for()
    {
        OccupancyLoss loss = new(OccupancyLossConfig.SparseWorld() with { UnseenWeight = 0.25f }, grid);
        OccupancyGrid car = Labelled((1, 1, 1, OccupancyClass.Car));
        // A voxel far from its point weighs 3 where it is seen; the point's own way to it weighs 1 either way.
        Assert.Equal((0.25 * 3 + 1) / (3 + 1), Position(0) / Position(1), 1e-6);

        double Position(byte seen)
        {
            using DisposeScope scope = NewDisposeScope();
            OccupancyTarget target = OccupancyTarget.Of([car], [[.. Enumerable.Repeat(seen, (int)grid.Count)]], CPU);
            return Value(loss.Terms(null, [Queries([0, 0, 0])], target)["pts.0"]);
        }
    }

    [Fact]
    public void What_cannot_be_learnt_from_is_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        OccupancyGrid one = Labelled((1, 1, 1, OccupancyClass.Car));
        Assert.Contains("Sample 1 has no occupied voxel", Assert.Throws<ArgumentException>(() => OccupancyTarget.Of([one, OccupancyGrid.Empty(grid)], null, CPU)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => OccupancyTarget.Of([one, one], [new byte[grid.Count]], CPU));
        Assert.Throws<ArgumentException>(() => OccupancyTarget.Of([one, OccupancyGrid.Empty(GridSpec.Occ3D)], null, CPU));
        OccupancyLoss opus = new(OccupancyLossConfig.Opus(), grid);
        Assert.Contains("camera masks", Assert.Throws<ArgumentException>(() => opus.Terms(null, [Queries([0, 0, 0])], OccupancyTarget.Of([one], null, CPU))).Message, StringComparison.Ordinal);
        OccupancyLoss masked = new(OccupancyLossConfig.SparseWorld() with { UnseenWeight = 0.5f }, grid);
        Assert.Throws<ArgumentException>(() => masked.Terms(null, [Queries([0, 0, 0])], OccupancyTarget.Of([one], null, CPU)));
        Assert.Throws<ArgumentException>(() => new OccupancyLoss(OccupancyLossConfig.Opus() with { ClassWeights = [1] }, grid));
    }

    private static OccupancyQueries Queries(float[] points) => new()
    {
        Features = zeros(1),
        Points = tensor(points, [1, points.Length / 3, 1, 3]),
        Logits = zeros(1, points.Length / 3, 1, 17),
    };

    private static OccupancyGrid Labelled(params (int X, int Y, int Z, OccupancyClass Label)[] voxels)
    {
        byte[] labels = new byte[grid.Count];
        Array.Fill(labels, (byte)OccupancyClass.Free);
        foreach ((int x, int y, int z, OccupancyClass label) in voxels)
        {
            labels[grid.Index(x, y, z)] = (byte)label;
        }
        return new(grid, labels);
    }

    private static double Value(Tensor tensor) => Golden.Floats(tensor)[0];
}
