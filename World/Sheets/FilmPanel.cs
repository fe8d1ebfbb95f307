using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Geometry;
using VoxPilot.World.Numerics;
using VoxPilot.World.Simulation;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Sheets;

/// <summary>Draws an instant of a drive from above, forward up: the ground, houses, plants, everyone, the route, the way driven and the plan.</summary>
internal sealed class FilmPanel
{
    public const int OwnCar = 0xFFFFFF, Plan = 0x46F08A, Driven = 0x64B4FF, Route = 0xF2D24B, Struck = 0xFF2D2D, House = 0x8A6A5E, Plant = 0x4E7F47;

    private const double Ahead = 29, Behind = 11, Side = (Ahead + Behind) / 2; // metres
    private const double SmallestSide = 0.9; // a person would be three pixels

    private readonly Town town;
    private readonly Film film;
    private readonly int size;
    private readonly Vector2D[][] route;

    public FilmPanel(Town town, Film film, int size)
    {
        (this.town, this.film, this.size) = (town, film, size);
        route = [.. film.Route.Distinct().Select(lane => town.Lanes[lane].Centre.Resample(1).Points.ToArray())];
    }

    /// <summary>The panel of an instant.</summary>
    /// <param name="frame">The instant.</param>
    /// <param name="last">Whether it is the one in which the drive ended: what was hit gets a ring.</param>
    public RgbImage Draw(FilmFrame frame, bool last)
    {
        Canvas canvas = new(size, size);
        View view = new(frame.Moment.Ego, size);
        Ground(canvas, view);
        foreach (Marking marking in town.Markings.Where(m => view.Near(m.Shape[0], 8)))
        {
            canvas.Polygon(view.Pixels(marking.Shape), marking.Yellow ? 0xB59A45 : 0xA9ADB5);
        }
        foreach (Building building in town.Buildings.Where(b => view.Near(b.Plot.Centre, b.Plot.Length + b.Plot.Width)))
        {
            canvas.Polygon(view.Pixels(building.Plot.Corners), House);
        }
        foreach (Plant plant in town.Plants.Where(p => view.Near(new(p.Position.X, p.Position.Y), p.Radius + p.Length)))
        {
            Vector2D foot = new(plant.Position.X, plant.Position.Y);
            canvas.Polygon(plant.Length > 0 ? view.Pixels(new Footprint(foot, plant.Yaw, plant.Length, 2 * plant.Radius).Corners) : Disc(view, foot, plant.Radius), Plant);
        }
        foreach (Vector2D[] lane in route)
        {
            for (int i = 0; i + 1 < lane.Length; i += 2)
            {
                Stroke(canvas, view, lane[i], lane[i + 1], Route, 1);
            }
        }
        for (int i = 0; i < frame.Index; i++)
        {
            Stroke(canvas, view, film.Driven[i], film.Driven[i + 1], Driven, 2);
        }
        foreach (AgentState state in frame.Moment.Agents.OrderBy(s => s.Agent == film.Struck))
        {
            Agent(canvas, view, state);
        }
        Body(canvas, view, frame.Moment.Ego.Footprint, OwnCar);
        Trajectory(canvas, view, frame);
        if (last && frame.Moment.Agents.FirstOrDefault(s => s.Agent == film.Struck) is { } hit && film.Struck >= 0)
        {
            Ring(canvas, view, new(hit.Position.X, hit.Position.Y), Math.Max(2.2, 0.7 * film.Agents[hit.Agent].Size.X));
        }
        if (last && !CollisionCheck.OnRoad(town, frame.Moment.Ego.Footprint) && film.Struck < 0)
        {
            Ring(canvas, view, frame.Moment.Ego.Footprint.Centre, 3.4);
        }
        return canvas.Image;
    }

    private void Ground(Canvas canvas, View view)
    {
        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                canvas.Set(column, row, town.GroundAt(view.Place(column + 0.5, row + 0.5)) switch
                {
                    OccupancyClass.DriveableSurface => 0x3B3F48,
                    OccupancyClass.Sidewalk => 0x757068,
                    OccupancyClass.OtherFlat => 0x5A5560,
                    _ => 0x2D3A2A,
                });
            }
        }
    }

    private void Agent(Canvas canvas, View view, in AgentState state)
    {
        AgentModel model = film.Agents[state.Agent];
        Footprint footprint = state.Footprint(model);
        if (view.Near(footprint.Centre, footprint.Length))
        {
            footprint = footprint with { Length = Math.Max(SmallestSide, footprint.Length), Width = Math.Max(SmallestSide, footprint.Width) };
            Body(canvas, view, footprint, state.Agent == film.Struck ? Struck : ClassPalette.Of((int)model.Kind.Class()));
        }
    }

    // A rectangle whose front part is darker, so that one sees where it goes.
    private static void Body(Canvas canvas, View view, in Footprint footprint, int color)
    {
        canvas.Polygon(view.Pixels(footprint.Corners), color);
        if (footprint.Length > 1.4)
        {
            (double sin, double cos) = Elementary.SinCos(footprint.Yaw);
            Footprint glass = footprint with { Centre = footprint.Centre + new Vector2D(cos, sin) * (0.2 * footprint.Length), Length = 0.16 * footprint.Length, Width = 0.76 * footprint.Width };
            canvas.Polygon(view.Pixels(glass.Corners), ClassPalette.Shaded(color, 0.35));
        }
    }

    private static void Trajectory(Canvas canvas, View view, FilmFrame frame)
    {
        (double sin, double cos) = Elementary.SinCos(frame.PlannedFrom.Yaw);
        Vector2D from = frame.PlannedFrom.Position;
        foreach ((double x, double y) in frame.Plan.Points)
        {
            Vector2D to = frame.PlannedFrom.Position + new Vector2D(cos * x - sin * y, sin * x + cos * y);
            Stroke(canvas, view, from, to, Plan, 2);
            (double column, double row) = view.Pixel(to);
            canvas.Fill((int)column - 2, (int)row - 2, 5, 5, Plan);
            from = to;
        }
    }

    private static void Ring(Canvas canvas, View view, Vector2D centre, double radius)
    {
        (double X, double Y)[] rim = Disc(view, centre, radius);
        for (int i = 0; i < rim.Length; i++)
        {
            (double X, double Y) a = rim[i], b = rim[(i + 1) % rim.Length];
            canvas.Line(a.X, a.Y, b.X, b.Y, Struck, 2);
        }
    }

    private static (double X, double Y)[] Disc(View view, Vector2D centre, double radius) =>
        view.Pixels([.. Enumerable.Range(0, 24).Select(i =>
        {
            (double sin, double cos) = Elementary.SinCos(i * Math.PI / 12);
            return centre + new Vector2D(cos, sin) * radius;
        })]);

    private static void Stroke(Canvas canvas, View view, Vector2D from, Vector2D to, int color, int thick)
    {
        if (view.Near(from, 8) && view.Near(to, 8))
        {
            (double x0, double y0) = view.Pixel(from);
            (double x1, double y1) = view.Pixel(to);
            canvas.Line(x0, y0, x1, y1, color, thick);
        }
    }

    /// <summary>From the town to the panel: our own car's rear axle stands in the middle of its width, heading up.</summary>
    private readonly struct View
    {
        private readonly Vector2D origin, ahead;
        private readonly double scale;

        public View(in EgoMotion ego, int size)
        {
            (double sin, double cos) = Elementary.SinCos(ego.Yaw);
            (origin, ahead, scale) = (ego.Position, new(cos, sin), size / (Ahead + Behind));
        }

        public (double X, double Y) Pixel(Vector2D p)
        {
            Vector2D d = p - origin;
            return ((Side - Vector2D.Cross(ahead, d)) * scale, (Ahead - Vector2D.Dot(ahead, d)) * scale);
        }

        public (double X, double Y)[] Pixels(IReadOnlyList<Vector2D> points)
        {
            (double X, double Y)[] pixels = new (double X, double Y)[points.Count];
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = Pixel(points[i]);
            }
            return pixels;
        }

        public Vector2D Place(double column, double row) => origin + ahead * (Ahead - row / scale) + ahead.Left * (Side - column / scale);

        /// <summary>False for what cannot be seen, given how large it is.</summary>
        public bool Near(Vector2D p, double reach)
        {
            Vector2D d = p - origin;
            return Vector2D.Dot(d, d) < (Ahead + Side + reach) * (Ahead + Side + reach);
        }
    }
}
