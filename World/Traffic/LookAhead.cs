using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Traffic;

/// <summary>The way ahead of one vehicle, metre by metre from its front, and what is on it.</summary>
internal sealed class LookAhead
{
    private const int Most = 64;
    private const double Step = 1, Margin = 0.3, OncomingMargin = -0.25;

    private readonly Vector2D[] points = new Vector2D[Most + 1], directions = new Vector2D[Most + 1];
    private int count;

    /// <summary>Samples the way ahead.</summary>
    /// <returns>The speed that bends and limits on the way allow now.</returns>
    public double Sample(Vehicle vehicle, double left)
    {
        double speed = vehicle.Speed, distance = Math.Clamp(speed * speed / 4 + 2.2 * speed + 12, 16, Most);
        count = (int)distance;
        double place = vehicle.FrontPlace, allowed = vehicle.Pace(vehicle.Path.Leg, vehicle.Path.Along);
        int leg = vehicle.Path.LegAt(place);
        for (int i = 0; i <= count; i++)
        {
            double at = place + i * Step;
            while (leg + 1 < vehicle.Path.Lanes.Count && at >= vehicle.Path.Start(leg + 1))
            {
                leg++;
            }
            double along = at - vehicle.Path.Start(leg), offset = vehicle.IsOwn ? left * Math.Max(0, 1 - i / 8.0) : left;
            vehicle.Path.Track(leg).At(along, offset, out points[i], out directions[i]);
            allowed = Math.Min(allowed, Braked(vehicle, vehicle.Pace(leg, along), i * Step));
        }
        return allowed;
    }

    /// <summary>The speed that bends and limits ahead of a place allow there.</summary>
    public static double Allowed(Vehicle vehicle, double place, double reach)
    {
        double allowed = double.MaxValue;
        int leg = vehicle.Path.LegAt(place);
        for (double d = -vehicle.Front; d < reach; d += Step)
        {
            double at = Math.Max(0, place + vehicle.Front + d);
            while (leg + 1 < vehicle.Path.Lanes.Count && at >= vehicle.Path.Start(leg + 1))
            {
                leg++;
            }
            allowed = Math.Min(allowed, Braked(vehicle, vehicle.Pace(leg, at - vehicle.Path.Start(leg)), d));
        }
        return allowed;
    }

    // The bend counts for the middle of the vehicle, not for its front.
    private static double Braked(Vehicle vehicle, double pace, double ahead) =>
        Math.Sqrt(pace * pace + 2 * 0.75 * vehicle.Driver.Braking * Math.Max(0, ahead + vehicle.Front - 2.5));

    /// <summary>The nearest thing on the way.</summary>
    /// <param name="grid">What there is.</param>
    /// <param name="vehicle">Who looks.</param>
    /// <param name="gap">Metres from its front to the thing.</param>
    /// <param name="speed">How fast the thing moves along the way, m/s.</param>
    /// <param name="disc">The thing.</param>
    public bool Nearest(DiscGrid grid, Vehicle vehicle, out double gap, out double speed, out Disc disc)
    {
        (gap, speed, disc) = (double.MaxValue, 0, default);
        Vector2D low = points[0], high = points[0];
        for (int i = 1; i <= count; i++)
        {
            low = new(Math.Min(low.X, points[i].X), Math.Min(low.Y, points[i].Y));
            high = new(Math.Max(high.X, points[i].X), Math.Max(high.Y, points[i].Y));
        }
        int left = grid.Column(low.X - 3), right = grid.Column(high.X + 3), bottom = grid.Row(low.Y - 3), top = grid.Row(high.Y + 3);
        for (int row = bottom; row <= top; row++)
        {
            for (int column = left; column <= right; column++)
            {
                for (int d = grid.Head(column, row); d >= 0; d = grid.Next(d))
                {
                    ref readonly Disc other = ref grid[d];
                    if (other.Owner != vehicle.Id && Meets(other, vehicle.Model.Size.Y / 2, gap, out double at, out double along))
                    {
                        (gap, speed, disc) = (at, along, other);
                    }
                }
            }
        }
        return gap < double.MaxValue;
    }

    private bool Meets(in Disc other, double halfWidth, double nearer, out double gap, out double speed)
    {
        double reach = halfWidth + other.Radius + Margin, square = reach * reach + Step * Step;
        for (int i = 0; i <= count && (i - 1) * Step - other.Radius < nearer; i++)
        {
            Vector2D d = other.Position - points[i];
            if (d.X * d.X + d.Y * d.Y > square)
            {
                continue;
            }
            Vector2D direction = directions[i];
            double ahead = Vector2D.Dot(d, direction), aside = Math.Abs(Vector2D.Cross(direction, d));
            if (i == 0 && ahead < -0.2 || Math.Abs(ahead) > 0.55 * Step + (i == count ? other.Radius : 0))
            {
                continue;
            }
            bool oncoming = Vector2D.Dot(other.Heading, direction) < -0.5;
            if (aside < halfWidth + other.Radius + (oncoming ? OncomingMargin : Margin))
            {
                gap = Math.Max(0, i * Step + ahead - other.Radius);
                speed = Math.Max(0, Vector2D.Dot(other.Velocity, direction));
                return gap < nearer;
            }
        }
        (gap, speed) = (0, 0);
        return false;
    }
}
