using VoxPilot.Core;

namespace VoxPilot.Planning.Tests;

public sealed class DisplacementNormalisationTests
{
    [Fact]
    public void DiffusionDrives_normalisation_follows_its_formula()
    {
        float[] normalised = DisplacementNormalisation.DiffusionDrive.Normalise([1.5f, 3.2f, -9, 9, 0, -3]);
        Assert.Equal(0.5, normalised[0], 1e-6);
        Assert.Equal(2 * (3.2 + 0.5) / 8.1 - 1, normalised[1], 1e-6);
        Assert.Equal([-1f, 1f, 0f, -1f], normalised[2..]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_inside_the_range_comes_back(bool wide)
    {
        DisplacementNormalisation n = wide ? DisplacementNormalisation.Wide : DisplacementNormalisation.DiffusionDrive;
        float[] metres = [-2.9f, 7.5f, 0, 0, 2.4f, -0.4f];
        Assert.All(n.Denormalise(n.Normalise(metres)).Zip(metres), p => Assert.Equal(p.Second, p.First, 1e-5));
    }

    [Fact]
    public void The_wide_one_holds_motorway_speeds()
    {
        float[] metres = [0, 16.9f];
        Assert.Equal(16.9f, DisplacementNormalisation.Wide.Denormalise(DisplacementNormalisation.Wide.Normalise(metres))[1], 1e-4);
    }

    [Fact]
    public void Forward_left_becomes_right_forward_and_back()
    {
        Trajectory trajectory = new() { Points = [(2, 1), (5, 1), (8, 0), (9, -2), (9, -2), (8.5, -2)] };
        float[] steps = DisplacementNormalisation.ToDisplacements(trajectory);
        Assert.Equal([-1f, 2f, 0f, 3f, 1f, 3f, 2f, 1f, 0f, 0f, 0f, -0.5f], steps);
        Assert.Equal(trajectory.Points, DisplacementNormalisation.ToTrajectory(steps).Points);
    }
}
