using VoxPilot.Core;

namespace VoxPilot.Planning.Tests;

public sealed class AnchorClusteringTests
{
    private static readonly IReadOnlyList<MadeUpDrive> Drives = MadeUpTrajectories.Generate(1500, 7);
    private static readonly AnchorSet Anchors = AnchorClustering.Cluster(Drives.Select(d => (d.Command, d.Trajectory)), 1);

    [Fact]
    public void Eighteen_anchors_come_in_the_order_right_left_straight()
    {
        Assert.Equal((18, 6), (Anchors.Count, Anchors.Modes));
        Assert.All(Anchors.Anchors.Take(6), a => Assert.Equal(Command.Right, a.Command));
        Assert.All(Anchors.Anchors.Skip(6).Take(6), a => Assert.Equal(Command.Left, a.Command));
        Assert.All(Anchors.Anchors.Skip(12), a => Assert.Equal(Command.Straight, a.Command));
    }

    [Theory]
    [InlineData(Command.Right)]
    [InlineData(Command.Left)]
    [InlineData(Command.Straight)]
    public void A_waiting_car_finds_an_anchor_within_twenty_centimetres_under_every_command(Command command)
    {
        int nearest = Anchors.Nearest(Trajectory.Standstill, command);
        Assert.Equal(command, Anchors.Anchors[nearest].Command);
        Assert.True(AnchorSet.MeanDistance(Anchors.Anchors[nearest].Trajectory, Trajectory.Standstill) < 0.2);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(36)]
    public void Other_numbers_of_anchors_are_shared_out_among_the_commands_and_survive_their_file(int count)
    {
        AnchorSet anchors = AnchorClustering.Cluster(Drives.Select(d => (d.Command, d.Trajectory)), 1, count);
        Assert.Equal((count, count / 3), (anchors.Count, anchors.Modes));
        string path = Path.GetTempFileName();
        try
        {
            anchors.Save(path);
            Assert.Equal(count, AnchorSet.Load(path).Count);
        }
        finally
        {
            File.Delete(path);
        }
        foreach (Command command in Enum.GetValues<Command>())
        {
            Assert.Equal(anchors.Modes, anchors.Anchors.Count(a => a.Command == command));
            Assert.Equal(command, anchors.Anchors[anchors.Nearest(Trajectory.Standstill, command)].Command);
            float[] scores = [.. Enumerable.Range(0, count).Select(i => (float)i)];
            Assert.Equal((int)command * anchors.Modes + anchors.Modes - 1, AnchorSet.Best(scores, command));
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_anchors()
    {
        AnchorSet again = AnchorClustering.Cluster(MadeUpTrajectories.Generate(1500, 7).Select(d => (d.Command, d.Trajectory)), 1);
        Assert.Equal(Anchors.Anchors.SelectMany(a => a.Trajectory.Points), again.Anchors.SelectMany(a => a.Trajectory.Points));
    }

    [Fact]
    public void Every_moving_centre_is_the_mean_of_the_drives_nearest_to_it()
    {
        foreach (Command command in Enum.GetValues<Command>())
        {
            List<Trajectory>[] members = [.. Enumerable.Range(0, Anchors.Count).Select(_ => new List<Trajectory>())];
            foreach (MadeUpDrive drive in Drives.Where(d => d.Command == command))
            {
                members[NearestSquared(drive.Trajectory, command)].Add(drive.Trajectory);
            }
            for (int i = (int)command * 6; i < (int)command * 6 + 6; i++)
            {
                Trajectory anchor = Anchors.Anchors[i].Trajectory;
                if (AnchorSet.MeanDistance(anchor, Trajectory.Standstill) > 0)
                {
                    Assert.NotEmpty(members[i]);
                    for (int step = 0; step < Trajectory.Steps; step++)
                    {
                        Assert.Equal(members[i].Average(t => t.Points[step].X), anchor.Points[step].X, 1e-9);
                        Assert.Equal(members[i].Average(t => t.Points[step].Y), anchor.Points[step].Y, 1e-9);
                    }
                }
            }
        }
    }

    [Fact]
    public void Too_few_drives_of_a_command_are_refused_by_its_name()
    {
        IEnumerable<(Command, Trajectory)> few = Drives.Where(d => d.Command != Command.Left).Select(d => (d.Command, d.Trajectory));
        InvalidInputException e = Assert.Throws<InvalidInputException>(() => AnchorClustering.Cluster(few, 1));
        Assert.Contains("Left", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anchors_survive_their_file_and_the_same_anchors_give_the_same_bytes()
    {
        string path = Path.Combine(Path.GetTempPath(), $"anchors-{Guid.NewGuid():N}.json");
        try
        {
            Anchors.Save(path);
            byte[] bytes = File.ReadAllBytes(path);
            AnchorSet loaded = AnchorSet.Load(path);
            for (int i = 0; i < Anchors.Count; i++)
            {
                Assert.Equal(Anchors.Anchors[i].Command, loaded.Anchors[i].Command);
                Assert.True(AnchorSet.MeanDistance(Anchors.Anchors[i].Trajectory, loaded.Anchors[i].Trajectory) < 1e-6);
            }
            loaded.Save(path);
            Assert.Equal(bytes, File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"anchors\": []}")]
    [InlineData("{\"anchors\": [{\"command\": \"up\", \"points\": []}]}")]
    [InlineData("not json")]
    public void A_file_that_does_not_hold_eighteen_anchors_is_refused(string content)
    {
        string path = Path.Combine(Path.GetTempPath(), $"anchors-{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(path, content);
            Assert.Throws<InvalidInputException>(() => AnchorSet.Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static int NearestSquared(Trajectory trajectory, Command command) =>
        Enumerable.Range((int)command * 6, 6).MinBy(i => Anchors.Anchors[i].Trajectory.Points.Zip(
            trajectory.Points, (a, b) => (a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y)).Sum());
}
