namespace VoxPilot.World.Surfaces;

/// <summary>A word in capitals of three by five squares, centred.</summary>
internal sealed class Lettering(string word, float height)
{
    private const int Columns = 4; // three and a gap

    // Rows from the top, three bits each.
    private static readonly Dictionary<char, int> Glyphs = new()
    {
        ['A'] = 0b010_101_111_101_101, ['B'] = 0b110_101_110_101_110, ['C'] = 0b011_100_100_100_011, ['E'] = 0b111_100_110_100_111,
        ['F'] = 0b111_100_110_100_100, ['H'] = 0b101_101_111_101_101, ['I'] = 0b111_010_010_010_111, ['K'] = 0b101_101_110_101_101,
        ['L'] = 0b100_100_100_100_111, ['O'] = 0b111_101_101_101_111, ['R'] = 0b110_101_110_101_101, ['S'] = 0b011_100_010_001_110,
        ['0'] = 0b111_101_101_101_111, ['3'] = 0b111_001_111_001_111, ['5'] = 0b111_100_111_001_111, ['7'] = 0b111_001_010_010_010,
        ['T'] = 0b111_010_010_010_010, ['U'] = 0b101_101_101_101_111, ['Y'] = 0b101_101_010_010_010,
    };

    private readonly float dot = height / 5;

    /// <summary>Share of a point that is inked; x to the right of the word's middle, y above its foot.</summary>
    public float Ink(float x, float y, float blur)
    {
        float ink = 0;
        float u = x / dot + (Columns * word.Length - 1) / 2f, v = 5 - y / dot, soft = Math.Max(blur / dot, 0.02f);
        for (int row = (int)MathF.Floor(v - soft / 2); row <= (int)MathF.Floor(v + soft / 2); row++)
        {
            for (int column = (int)MathF.Floor(u - soft / 2); column <= (int)MathF.Floor(u + soft / 2); column++)
            {
                if (Inked(column, row))
                {
                    ink += Tint.Band(column, column + 1, u, soft) * Tint.Band(row, row + 1, v, soft);
                }
            }
        }
        return ink;
    }

    private bool Inked(int column, int row) =>
        row is >= 0 and < 5 && column >= 0 && column < Columns * word.Length && column % Columns < 3
        && (Glyphs[word[column / Columns]] >> 14 - 3 * row - column % Columns & 1) == 1;
}
