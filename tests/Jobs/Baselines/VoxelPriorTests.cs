using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Jobs.Baselines;

namespace VoxPilot.Jobs.Tests.Baselines;

public sealed class VoxelPriorTests
{
    private const byte Car = (byte)OccupancyClass.Car, Road = (byte)OccupancyClass.DriveableSurface, Free = (byte)OccupancyClass.Free;

    [Fact]
    public void The_most_frequent_label_wins_and_free_wins_a_tie()
    {
        VoxelCounts counts = new(new(default, 1, 3, 1, 1));
        counts.Add([Road, Car, Free], []);
        counts.Add([Road, Free, Free], []);
        counts.Add([Car, Car, Car], []);
        counts.Add([Road, Free, Free], []);
        Assert.Equal([Road, Free, Free], counts.Decide(VoxelPriorRule.MostFrequent).Grid.Labels.ToArray());
    }

    [Fact]
    public void What_is_rare_everywhere_is_given_by_the_rule_for_IoU_alone()
    {
        // Four voxels, each a car in two of five frames: IoU 0 for free everywhere, 0.4 for car everywhere.
        VoxelCounts counts = new(new(default, 1, 4, 1, 1));
        for (int i = 0; i < 5; i++)
        {
            counts.Add([.. Enumerable.Repeat(i < 2 ? Car : Free, 4)], []);
        }
        Assert.Equal(0, counts.Decide(VoxelPriorRule.MostFrequent).MeanIoU);
        (OccupancyGrid grid, double miou) = counts.Decide(VoxelPriorRule.MeanIoU);
        Assert.Equal([Car, Car, Car, Car], grid.Labels.ToArray());
        Assert.Equal(0.4, miou, 1e-12);
    }

    [Fact]
    public void What_the_rule_for_IoU_finds_in_a_small_grid_is_the_best_of_all_labellings_or_little_less()
    {
        GridSpec spec = new(default, 1, 5, 1, 1);
        byte[] classes = [Car, Road, Free];
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            double[] share = [.. Enumerable.Range(0, 10).Select(_ => random.NextDouble() / 2)];
            byte[][] frames = [.. Enumerable.Range(0, 40).Select(_ => Enumerable.Range(0, 5).Select(v => random.NextDouble() is var x && x < share[v] ? Car : x < share[v] + share[v + 5] ? Road : Free).ToArray())];
            VoxelCounts counts = new(spec);
            foreach (byte[] frame in frames)
            {
                counts.Add(frame, []);
            }
            double found = counts.Decide(VoxelPriorRule.MeanIoU).MeanIoU, best = 0;
            for (int code = 0; code < 243; code++)
            {
                byte[] labels = [.. Enumerable.Range(0, 5).Select(v => classes[code / (int)Math.Pow(3, v) % 3])];
                best = Math.Max(best, new[] { Car, Road }.Average(c => IoU(frames, labels, c)));
            }
            Assert.InRange(found, 0.9 * best, best + 1e-9);
            Assert.True(found >= counts.Decide(VoxelPriorRule.MostFrequent).MeanIoU);
        }
    }

    [Fact]
    public void Every_grid_of_a_data_set_is_counted_once_and_the_mask_chooses_voxels()
    {
        MadeDrives drives = new(2, 6) { Grid = index => MadeGrids.Of((x, _, _) => x == 7 && index % 3 > 0 ? Car : Free) };
        VoxelPrior prior = VoxelPrior.Fit(drives, new() { Rule = VoxelPriorRule.MostFrequent }, null, TestContext.Current.CancellationToken);
        Assert.Equal(12, prior.Keyframes);
        Assert.Equal(200 * 16, prior.Grid.Labels.Count(Car));
        Assert.Equal(2.0 / 3, prior.TrainingMeanIoU, 1e-12);
        Assert.Equal(KeyframeParts.Occupancy, drives.Asked);

        byte[] mask = new byte[GridSpec.Occ3D.Count];
        mask[GridSpec.Occ3D.Index(7, 0, 0)] = 1;
        MadeDrives masked = new(1, 3) { Change = k => k with { Occupancy = new Occ3DLabels(MadeGrids.Of((_, _, _) => Car), null, mask) } };
        Assert.Equal(1, VoxelPrior.Fit(masked, new() { CameraMask = true }, null, TestContext.Current.CancellationToken).Grid.Labels.Count(Car));
    }

    [Fact]
    public void Of_many_key_frames_a_cap_takes_evenly_spread_ones()
    {
        MadeDrives drives = new(4, 5);
        Assert.Equal(5, VoxelPrior.Fit(drives, new() { MaximumKeyframes = 5 }, null, TestContext.Current.CancellationToken).Keyframes);
        Assert.Equal(5, drives.Reads);
    }

    [Fact]
    public void A_key_frame_without_labels_or_mask_is_named()
    {
        MadeDrives without = new(1, 1) { Change = k => k with { Occupancy = null } };
        Assert.Contains("token-0", Assert.Throws<DatasetException>(() => VoxelPrior.Fit(without, null, null, TestContext.Current.CancellationToken)).Message);
        Assert.Contains("camera mask", Assert.Throws<DatasetException>(() => VoxelPrior.Fit(new MadeDrives(1, 1), new() { CameraMask = true }, null, TestContext.Current.CancellationToken)).Message);
        Assert.Contains("no key frames", Assert.Throws<DatasetException>(() => VoxelPrior.Fit(new MadeDrives(0, 1), null, null, TestContext.Current.CancellationToken)).Message);
    }

    private static double IoU(byte[][] frames, byte[] labels, byte c)
    {
        int hits = 0, union = 0;
        foreach (byte[] frame in frames)
        {
            for (int v = 0; v < labels.Length; v++)
            {
                hits += frame[v] == c && labels[v] == c ? 1 : 0;
                union += frame[v] == c || labels[v] == c ? 1 : 0;
            }
        }
        return union == 0 ? 0 : (double)hits / union;
    }
}
