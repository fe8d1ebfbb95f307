using VoxPilot.Core.Geometry;

namespace VoxPilot.World.Traffic;

/// <summary>Everything in the way of vehicles, cut into discs and sorted into squares of the town.</summary>
internal sealed class DiscGrid
{
    private const double Cell = 10;

    private readonly Vector2D low;
    private readonly int columns, rows;
    private readonly int[] heads;
    private Disc[] discs = new Disc[1024];
    private int[] next = new int[1024];
    private int count;

    public DiscGrid(Vector2D low, Vector2D high)
    {
        this.low = low - new Vector2D(60, 60);
        Vector2D size = high - low + new Vector2D(120, 120);
        columns = (int)(size.X / Cell) + 1;
        rows = (int)(size.Y / Cell) + 1;
        heads = new int[columns * rows];
    }

    /// <summary>Empties the grid.</summary>
    public void Clear()
    {
        count = 0;
        Array.Fill(heads, -1);
    }

    /// <summary>A disc by its number.</summary>
    public ref readonly Disc this[int index] => ref discs[index];

    /// <summary>The disc after one in its square; −1 for none.</summary>
    public int Next(int index) => next[index];

    /// <summary>Adds a disc.</summary>
    public void Add(in Disc disc)
    {
        if (count == discs.Length)
        {
            Array.Resize(ref discs, 2 * count);
            Array.Resize(ref next, 2 * count);
        }
        int cell = Row(disc.Position.Y) * columns + Column(disc.Position.X);
        discs[count] = disc;
        next[count] = heads[cell];
        heads[cell] = count++;
    }

    /// <summary>Adds a box as a row of discs as wide as it is.</summary>
    public void AddBox(int agent, int owner, Vector2D centre, Vector2D heading, double length, double width, Vector2D velocity, bool halted)
    {
        int number = Math.Max(1, (int)Math.Ceiling((length - width) / (0.7 * width)) + 1);
        double half = Math.Max(0, length - width) / 2;
        for (int i = 0; i < number; i++)
        {
            double at = number == 1 ? 0 : -half + 2 * half * i / (number - 1);
            Add(new(agent, owner, centre + heading * at, width / 2, velocity, heading, halted));
        }
    }

    /// <summary>Column of squares of a coordinate.</summary>
    public int Column(double x) => Math.Clamp((int)((x - low.X) / Cell), 0, columns - 1);

    /// <summary>Row of squares of a coordinate.</summary>
    public int Row(double y) => Math.Clamp((int)((y - low.Y) / Cell), 0, rows - 1);

    /// <summary>First disc of a square; −1 for none.</summary>
    public int Head(int column, int row) => heads[row * columns + column];
}
