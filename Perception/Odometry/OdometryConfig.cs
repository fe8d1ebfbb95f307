namespace VoxPilot.Perception;

/// <summary>How the car's own motion is read off its images (<see cref="VisualOdometry"/>). Nothing in it is learnt; metres, m/s, rad/s.</summary>
public sealed record OdometryConfig
{
    /// <summary>Side of a cell of a <see cref="GroundView"/>.</summary>
    public double Cell { get; init; } = 0.25;

    /// <summary>A ground view spans −Range to +Range ahead and to the left.</summary>
    public double Range { get; init; } = 20;

    /// <summary>Height of the ground over the ego frame's: between carriageway and kerb, since both are in view.</summary>
    public double Height { get; init; } = 0.15;

    /// <summary>Half the side of the window, in cells, over which brightness is brought to mean 0 and deviation 1.</summary>
    public int Window { get; init; } = 6;

    /// <summary>Deviation, in grey levels of 0…255, below which a window is taken for smooth rather than stretched.</summary>
    public double Contrast { get; init; } = 4;

    /// <summary>Cells that are compared lie within this of the ego frame's origin, ahead, behind and to the sides.</summary>
    public double Compared { get; init; } = 14;

    /// <summary>The car itself, which hides the ground: ahead of this and behind that, and half its width.</summary>
    public (double Rear, double Front, double Half) Car { get; init; } = (-1.4, 4.2, 1.2);

    /// <summary>Speeds that are tried.</summary>
    public double[] Speeds { get; init; } = [.. Enumerable.Range(-2, 40).Select(i => 0.5 * i)];

    /// <summary>Rates of turn that are tried.</summary>
    public double[] YawRates { get; init; } = [.. Enumerable.Range(-6, 13).Select(i => 0.1 * i)];

    /// <summary>Cells' worth of doubt added to each side's correlation, so that a little overlap cannot be a good match.</summary>
    public double Doubt { get; init; } = 50;

    /// <summary>Logarithm of likelihood per unit of correlation, summed over the four sides.</summary>
    public double Sharpness { get; init; } = 6;

    /// <summary>How much speed may change in half a second, one standard deviation.</summary>
    public double SpeedChange { get; init; } = 0.9;

    /// <summary>How much the rate of turn may change in half a second.</summary>
    public double YawRateChange { get; init; } = 0.1;

    /// <summary>Share of belief that is left everywhere at each step, so that no error lasts.</summary>
    public double Surprise { get; init; } = 1e-4;

    /// <summary>Frames farther apart than this, seconds, are not compared.</summary>
    public double LongestInterval { get; init; } = 1.1;

    /// <summary>Frames nearer than this, seconds, are not compared: the car has hardly moved.</summary>
    public double ShortestInterval { get; init; } = 0.05;

    /// <summary>How far back the path of seen motion goes, seconds.</summary>
    public double Memory { get; init; } = 2;
}
