namespace VoxPilot.World.Traffic;

/// <summary>The intelligent driver model (Treiber, Hennecke, Helbing 2000): how hard to accelerate or brake.</summary>
internal static class CarFollowing
{
    /// <summary>On a free road.</summary>
    /// <param name="driver">Who drives.</param>
    /// <param name="speed">m/s.</param>
    /// <param name="wanted">Speed that is aimed at, m/s.</param>
    public static double Free(in DriverTraits driver, double speed, double wanted)
    {
        if (speed > wanted)
        {
            return Math.Max(-driver.Braking, (wanted - speed) / 0.7);
        }
        double share = speed / Math.Max(wanted, 0.1), square = share * share;
        return driver.Acceleration * (1 - square * square);
    }

    /// <summary>Behind something.</summary>
    /// <param name="driver">Who drives.</param>
    /// <param name="speed">m/s.</param>
    /// <param name="gap">Free metres ahead.</param>
    /// <param name="ahead">Speed of what is ahead, m/s.</param>
    public static double Behind(in DriverTraits driver, double speed, double gap, double ahead)
    {
        double approach = speed * (speed - ahead) / (2 * Math.Sqrt(driver.Acceleration * driver.Braking));
        double desired = driver.JamGap + Math.Max(0, speed * driver.Headway + approach);
        double ratio = desired / Math.Max(gap, 0.1);
        return Math.Max(-9, driver.Acceleration * (1 - ratio * ratio));
    }

    /// <summary>Towards a line where one has to stand.</summary>
    /// <param name="driver">Who drives.</param>
    /// <param name="speed">m/s.</param>
    /// <param name="distance">Metres to the line.</param>
    public static double StopAt(in DriverTraits driver, double speed, double distance)
    {
        DriverTraits close = driver with { JamGap = 0.4, Headway = 0.5 };
        return Behind(close, speed, distance, 0);
    }

    /// <summary>Seconds to cover a distance when one accelerates up to a pace.</summary>
    public static double TimeTo(double distance, double speed, double pace, double acceleration)
    {
        if (distance <= 0)
        {
            return 0;
        }
        if (speed >= pace)
        {
            return distance / Math.Max(0.5, (speed + pace) / 2);
        }
        double rise = (pace - speed) / acceleration, covered = (speed + pace) / 2 * rise;
        return distance < covered
            ? (Math.Sqrt(speed * speed + 2 * acceleration * distance) - speed) / acceleration
            : rise + (distance - covered) / pace;
    }
}
