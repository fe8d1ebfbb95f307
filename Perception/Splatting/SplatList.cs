using System.Runtime.InteropServices;

namespace VoxPilot.Perception;

// K Gaussians of a scene, C channels; splats are Gaussians seen by a camera, pairs are splats in tiles

/// <summary>
/// Which Gaussians each camera sees, near ones first, and which of them each tile has to blend (spec/sqs.md §9.3): splats are sorted by
/// depth once for an image and dealt out to its tiles in that order, so that no tile sorts.
/// </summary>
internal sealed unsafe class SplatList
{
    private const int Chunk = 2048;     // Gaussians of one task
    private const int Sections = 8;     // tasks of one image

    private readonly SplatSource source;
    private readonly SplatShape s;

    private SplatList(SplatSource source)
    {
        this.source = source;
        s = source.Shape;
        Cameras = source.Cameras();
        First = new int[s.Images + 1];
        TileFirst = new int[s.Images * s.Tiles + 1];
        Sort();
        Splats = new Splat[First[^1]];
        Channels = new float[Math.Max(1, Splats.Length * s.Channels)];
        PairFirst = new int[Splats.Length + 1];
        Deal();
    }

    /// <summary>Cameras of all images.</summary>
    public SplatCamera[] Cameras { get; }

    /// <summary>Where an image's splats begin (B·N + 1).</summary>
    public int[] First { get; }

    /// <summary>The Gaussian of each splat, 0…K − 1.</summary>
    public int[] Gaussians { get; private set; } = [];

    /// <summary>Splats, image by image, near ones first, equally near ones by their Gaussian.</summary>
    public Splat[] Splats { get; }

    /// <summary>Colours and depth of each splat, (splats, C + 1).</summary>
    public float[] Channels { get; }

    /// <summary>Where a splat's pairs begin when they are counted splat by splat (splats + 1).</summary>
    public int[] PairFirst { get; }

    /// <summary>Where a tile's pairs begin (B·N·tiles + 1).</summary>
    public int[] TileFirst { get; }

    /// <summary>The splat of each pair, tile by tile, near ones first.</summary>
    public int[] Pairs { get; private set; } = [];

    /// <summary>The number of each pair when they are counted splat by splat.</summary>
    public int[] Numbers { get; private set; } = [];

    /// <summary>Looks through all Gaussians for all cameras.</summary>
    public static SplatList Of(SplatSource source) => new(source);

    /// <summary>Tiles of all images, those with the longest lists first.</summary>
    public int[] TilesByLength()
    {
        int[] tiles = new int[s.Images * s.Tiles], lengths = new int[tiles.Length];
        for (int tile = 0; tile < tiles.Length; tile++)
        {
            (tiles[tile], lengths[tile]) = (tile, TileFirst[tile] - TileFirst[tile + 1]);
        }
        Array.Sort(lengths, tiles);
        return tiles;
    }

    private void Sort()
    {
        int chunks = (s.K + Chunk - 1) / Chunk;
        double[] depths = new double[s.Images * s.K];
        int[] found = new int[s.Images * s.K], counts = new int[s.Images * chunks];
        SplatSchedule.Run(counts.Length, source.Config.Threads, task =>
        {
            int image = task / chunks, begin = task % chunks * Chunk, at = image * s.K + begin;
            for (int k = begin; k < Math.Min(s.K, begin + Chunk); k++)
            {
                long g = (long)image / s.N * s.K + k;
                if (Cameras[image].MaySee(source.Mean(g), source.GreatestScale(g), source.Opacity(g), source.Config, out double depth))
                {
                    (depths[at], found[at]) = (depth, k);
                    at++;
                }
            }
            counts[task] = at - (image * s.K + begin);
        });
        for (int image = 0; image < s.Images; image++)
        {
            First[image + 1] = First[image] + counts.AsSpan(image * chunks, chunks).ToArray().Sum();
        }
        Gaussians = new int[First[^1]];
        SplatSchedule.Run(s.Images, source.Config.Threads, image =>
        {
            int start = image * s.K, length = 0;
            for (int chunk = 0; chunk < chunks; chunk++)
            {
                int from = start + chunk * Chunk, count = counts[image * chunks + chunk];
                Array.Copy(depths, from, depths, start + length, count);
                Array.Copy(found, from, found, start + length, count);
                length += count;
            }
            Array.Sort(depths, found, start, length);
            OrderTies(depths.AsSpan(start, length), found.AsSpan(start, length));
            Array.Copy(found, start, Gaussians, First[image], length);
        });
    }

    private static void OrderTies(ReadOnlySpan<double> depths, Span<int> found)
    {
        for (int i = 0, end; i < depths.Length; i = end)
        {
            for (end = i + 1; end < depths.Length && depths[end] == depths[i];)
            {
                end++;
            }
            found[i..end].Sort();
        }
    }

    private void Deal()
    {
        int[] places = new int[s.Images * Sections * s.Tiles]; // first how many, then where
        SplatFootprint[] footprints = new SplatFootprint[Splats.Length];
        InSections((image, section, from, to) =>
        {
            Span<int> counts = places.AsSpan((image * Sections + section) * s.Tiles, s.Tiles);
            for (int i = from; i < to; i++)
            {
                PairFirst[i + 1] = Project(image, i, ref footprints[i]) ? Walk(footprints[i], counts, null, 0) : 0;
            }
        });
        for (int i = 0; i < Splats.Length; i++)
        {
            PairFirst[i + 1] += PairFirst[i];
        }
        int total = 0;
        for (int tile = 0; tile < s.Images * s.Tiles; tile++)
        {
            (int image, int place) = Math.DivRem(tile, s.Tiles);
            for (int section = 0; section < Sections; section++)
            {
                ref int here = ref places[(image * Sections + section) * s.Tiles + place];
                (here, total) = (total, total + here);
            }
            TileFirst[tile + 1] = total;
        }
        (Pairs, Numbers) = (new int[total], new int[total]);
        InSections((image, section, from, to) =>
        {
            Span<int> cursors = places.AsSpan((image * Sections + section) * s.Tiles, s.Tiles);
            for (int i = from; i < to; i++)
            {
                if (PairFirst[i + 1] > PairFirst[i])
                {
                    Walk(footprints[i], cursors, Pairs, i);
                }
            }
        });
    }

    /// <summary>Moves the cursor of each tile that is touched; writes the pairs there if they are wanted.</summary>
    private int Walk(in SplatFootprint footprint, Span<int> cursors, int[]? pairs, int splat)
    {
        int count = 0;
        for (int row = footprint.FirstRow; row < footprint.EndRow; row++)
        {
            (int first, int end) = footprint.Columns(row, s.TileColumns);
            for (int column = first; column < end; column++, count++)
            {
                int at = cursors[row * s.TileColumns + column]++;
                if (pairs is not null)
                {
                    (pairs[at], Numbers[at]) = (splat, PairFirst[splat] + count);
                }
            }
        }
        return count;
    }

    private void InSections(Action<int, int, int, int> body) => SplatSchedule.Run(s.Images * Sections, source.Config.Threads, task =>
    {
        (int image, int section) = Math.DivRem(task, Sections);
        int from = First[image], count = First[image + 1] - from;
        body(image, section, from + (int)((long)count * section / Sections), from + (int)((long)count * (section + 1) / Sections));
    });

    private bool Project(int image, int i, ref SplatFootprint footprint)
    {
        long g = (long)image / s.N * s.K + Gaussians[i];
        SplatProjection p = source.Project(Cameras[image], g);
        if (!p.IsVisible)
        {
            return false;
        }
        footprint = new(p, source.Config, s);
        Splats[i] = new()
        {
            U = p.U,
            V = p.V,
            Slope = -p.XY / p.YY,
            Curve = (float)(p.Conic.A / (2 * Math.Log(2))),
            Steep = (float)(1 / (2 * p.YY * Math.Log(2))),
            Opacity = (float)p.Opacity,
            Reach = (float)footprint.Reach,
        };
        Span<float> channels = Channels.AsSpan(i * s.Channels, s.Channels);
        if (s.Bases > 0)
        {
            Span<double> harmonics = stackalloc double[3 * SphericalHarmonics.MostBases], color = stackalloc double[3];
            harmonics = harmonics[..s.ColorValues];
            source.Harmonics(g, harmonics);
            HarmonicColor.Evaluate(Cameras[image], source.Mean(g), harmonics, color);
            (channels[0], channels[1], channels[2]) = ((float)color[0], (float)color[1], (float)color[2]);
        }
        else
        {
            MemoryMarshal.CreateReadOnlySpan(ref *source.Color(g), s.C).CopyTo(channels);
        }
        channels[s.C] = (float)p.Z;
        return true;
    }
}
