using VoxPilot.Core.Geometry;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Traffic;

/// <summary>A way over lanes that follow each other, measured from the start of the first, and where one is on it.</summary>
internal sealed class LanePath
{
    private readonly LaneMap map;
    private readonly List<int> lanes = [];
    private readonly List<double> starts = [];

    public LanePath(LaneMap map, int first, double at)
    {
        this.map = map;
        Append(first);
        Now = at;
    }

    /// <summary>The lanes, in order.</summary>
    public IReadOnlyList<int> Lanes => lanes;

    /// <summary>Where one is, metres from the start of the first lane.</summary>
    public double Now { get; private set; }

    /// <summary>Which lane of the way one is on.</summary>
    public int Leg { get; private set; }

    /// <summary>Where the way ends.</summary>
    public double End => starts[^1] + map.Tracks[lanes[^1]].Length;

    /// <summary>The lane one is on.</summary>
    public int Lane => lanes[Leg];

    /// <summary>Arc length on that lane.</summary>
    public double Along => Now - starts[Leg];

    /// <summary>Where a lane of the way starts.</summary>
    public double Start(int leg) => starts[leg];

    /// <summary>The track of a lane of the way.</summary>
    public LaneTrack Track(int leg) => map.Tracks[lanes[leg]];

    /// <summary>Adds a lane at the end.</summary>
    public void Append(int lane)
    {
        starts.Add(lanes.Count == 0 ? 0 : End);
        lanes.Add(lane);
    }

    /// <summary>Goes on to a place further along.</summary>
    public void MoveTo(double place)
    {
        Now = place;
        while (Leg + 1 < lanes.Count && Now >= starts[Leg + 1])
        {
            Leg++;
        }
    }

    /// <summary>Which lane of the way a place is on, searched from the present one.</summary>
    public int LegAt(double place)
    {
        int leg = Leg;
        while (leg > 0 && place < starts[leg])
        {
            leg--;
        }
        while (leg + 1 < lanes.Count && place >= starts[leg + 1])
        {
            leg++;
        }
        return leg;
    }

    /// <summary>The point at a place of the way, some metres to its left, and the direction of travel.</summary>
    public void At(double place, double left, out Vector2D position, out Vector2D direction)
    {
        int leg = LegAt(place);
        map.Tracks[lanes[leg]].At(place - starts[leg], left, out position, out direction);
    }

    /// <summary>Curvature at a place of the way.</summary>
    public double Curvature(double place)
    {
        int leg = LegAt(place);
        return map.Tracks[lanes[leg]].Curvature(place - starts[leg]);
    }

    /// <summary>The first lane inside a junction that ends behind a place; −1 if there is none yet.</summary>
    public int JunctionAfter(double place)
    {
        for (int leg = LegAt(place); leg < lanes.Count; leg++)
        {
            Lane lane = map.Tracks[lanes[leg]].Lane;
            if (lane.Junction >= 0)
            {
                return leg;
            }
        }
        return -1;
    }
}
