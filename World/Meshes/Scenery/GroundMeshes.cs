using System.Numerics;
using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Meshes.Scenery;

/// <summary>
/// The ground's surface, tile by tile: of each place only what lies on top. Terrain that is not flat is cut into squares of 4 m that follow
/// <see cref="Town.TerrainHeight"/>; the rest has no more corners than its borders.
/// </summary>
internal sealed class GroundMeshes
{
    /// <summary>Side of a square, metres; a tile is six of them wide.</summary>
    public const double Cell = 4;

    private const int CellsPerTile = (int)(SceneryTiles.Side / Cell);
    private const double Margin = SceneryTiles.Side;
    private const double Overlap = 0.0005; // pieces reach this far over their borders, so that no rounding opens a gap

    private readonly Town town;
    private readonly GroundPalette palette;
    private readonly SceneryTiles tiles;
    private readonly GroundPartition partition;
    private readonly int column, row, columns;
    private readonly float[] heights; // at corners of squares

    // The square in hand.
    private MeshBuilder mesh = new();
    private Vector2D origin, corner;
    private double a, b, c, d; // terrain at its corners
    private double side;

    public GroundMeshes(Town town, GroundPalette palette, SceneryTiles tiles)
    {
        (this.town, this.palette, this.tiles) = (town, palette, tiles);
        partition = new(new(town.Ground, SceneryTiles.Side), Kinds(town.Ground, palette));
        ((int X, int Y) from, (int X, int Y) to) = Extent;
        (column, row, columns) = (from.X * CellsPerTile, from.Y * CellsPerTile, (to.X - from.X) * CellsPerTile + 1);
        heights = new float[columns * ((to.Y - from.Y) * CellsPerTile + 1)];
        for (int i = 0; i < heights.Length; i++)
        {
            heights[i] = (float)town.TerrainHeight(new((column + i % columns) * Cell, (row + i / columns) * Cell));
        }
    }

    /// <summary>Numbers of the tiles that the ground covers: from, to (exclusive).</summary>
    public ((int X, int Y) From, (int X, int Y) To) Extent =>
        ((SceneryTiles.Index(town.Low.X - Margin), SceneryTiles.Index(town.Low.Y - Margin)), (SceneryTiles.Index(town.High.X + Margin) + 1, SceneryTiles.Index(town.High.Y + Margin) + 1));

    /// <summary>Adds everything.</summary>
    public void Add()
    {
        ((int X, int Y) from, (int X, int Y) to) = Extent;
        for (int y = from.Y; y < to.Y; y++)
        {
            for (int x = from.X; x < to.X; x++)
            {
                (mesh, origin) = (tiles.At(x, y), SceneryTiles.Origin(x, y));
                AddSquare(x * CellsPerTile, y * CellsPerTile, CellsPerTile);
            }
        }
    }

    private void AddSquare(int x, int y, int cells)
    {
        if (cells > 1 && !IsFlat(x, y, cells))
        {
            int half = cells % 2 == 0 ? cells / 2 : 1;
            for (int i = 0; i < cells; i += half)
            {
                for (int j = 0; j < cells; j += half)
                {
                    AddSquare(x + i, y + j, half);
                }
            }
            return;
        }
        (a, b, c, d) = (Height(x, y), Height(x + cells, y), Height(x, y + cells), Height(x + cells, y + cells));
        (corner, side) = (new(x * Cell, y * Cell), cells * Cell);
        partition.Cut(corner, corner + new Vector2D(side, side), AddPiece);
    }

    // The corners of both borders are joined in the order of their levels: no triangle then leaves the piece.
    private void AddPiece(GroundPartition.Piece piece)
    {
        GroundArea? area = piece.Kind < 0 ? null : town.Ground[piece.Kind];
        bool terrain = area is not { Class: not OccupancyClass.Terrain };
        mesh.Part(area?.Class ?? OccupancyClass.Terrain, area is null ? palette.Terrain : palette.Of(area.Material));
        int i = 0, j = 0;
        Vector3 left = At(piece.Left, 0, -Overlap), right = At(piece.Right, 0, Overlap);
        while (i + 1 < piece.Left.Count || j + 1 < piece.Right.Count)
        {
            if (j + 1 >= piece.Right.Count || i + 1 < piece.Left.Count && piece.Left[i + 1].Y <= piece.Right[j + 1].Y)
            {
                Vector3 following = At(piece.Left, ++i, -Overlap);
                mesh.Triangle(left, right, following);
                left = following;
            }
            else
            {
                Vector3 following = At(piece.Right, ++j, Overlap);
                mesh.Triangle(left, right, following);
                right = following;
            }
        }
        Vector3 At(List<Vector2D> border, int k, double across)
        {
            Vector2D p = border[k];
            double along = k == 0 ? -Overlap : k + 1 == border.Count ? Overlap : 0;
            return new((float)(p.X - origin.X + across), (float)(p.Y - origin.Y + along), terrain ? TerrainAt(p) : (float)area!.Height);
        }
    }

    private float TerrainAt(Vector2D p)
    {
        double u = (p.X - corner.X) / side, v = (p.Y - corner.Y) / side;
        return (float)((a + u * (b - a)) * (1 - v) + (c + u * (d - c)) * v);
    }

    private bool IsFlat(int x, int y, int cells)
    {
        float first = Height(x, y);
        for (int j = y; j <= y + cells; j++)
        {
            for (int i = x; i <= x + cells; i++)
            {
                if (Math.Abs(Height(i, j) - first) > 1e-4f)
                {
                    return false;
                }
            }
        }
        return true;
    }

    private float Height(int x, int y) => heights[(y - row) * columns + x - column];

    // Areas of one look are one kind, named by the first of them; what looks like open terrain is that.
    private static int[] Kinds(IReadOnlyList<GroundArea> ground, GroundPalette palette)
    {
        int[] kinds = new int[ground.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            GroundArea area = ground[i];
            bool terrain = area.Class == OccupancyClass.Terrain;
            kinds[i] = terrain && palette.Of(area.Material) == palette.Terrain ? -1 : i;
            for (int j = 0; j < i && kinds[i] == i; j++)
            {
                if (ground[j].Class == area.Class && ground[j].Material == area.Material && (terrain || ground[j].Height == area.Height))
                {
                    kinds[i] = kinds[j];
                }
            }
        }
        return kinds;
    }
}
