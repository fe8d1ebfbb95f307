using VoxPilot.World.Numerics;

namespace VoxPilot.World.Generation;

/// <summary>Tokens of table rows: 32 hexadecimal digits that follow from the scene's seed and what the row is.</summary>
internal sealed class Tokens(ulong seed)
{
    /// <summary>Token of the whole scene's row of a table.</summary>
    public string Of(string table) => Of(table, 0, 0);

    /// <summary>Token of a row that has a number.</summary>
    public string Of(string table, int number) => Of(table, number, 0);

    /// <summary>Token of a row that has two numbers.</summary>
    public string Of(string table, int number, int second)
    {
        ulong name = 0xCBF29CE484222325; // FNV-1a
        foreach (char c in table)
        {
            name = (name ^ c) * 0x100000001B3;
        }
        RandomStream stream = new(RandomStream.Mix(seed ^ name), (ulong)(uint)number << 32 | (uint)second);
        return $"{stream.Next():x16}{stream.Next():x16}";
    }
}
