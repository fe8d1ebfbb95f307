using System.Runtime.InteropServices;

namespace VoxPilot.Jobs.Training;

/// <summary>Key frames that follow each other in a data set, whose states at the plan token lie in one file: rows of D numbers in single precision.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
/// <param name="Mirror">True: of the mirrored world.</param>
/// <param name="Path">The file; null: nothing is kept, because the language model is still learning.</param>
internal sealed record PlanStateSegment(int First, int Count, bool Mirror, string? Path)
{
    private string? Part => Path is null ? null : Path + ".part";

    /// <summary>Reads what is there.</summary>
    /// <param name="states">Receives the rows.</param>
    /// <param name="width">D.</param>
    /// <returns>How many rows were read.</returns>
    public int Read(Span<float> states, int width)
    {
        if ((File.Exists(Path) ? Path : File.Exists(Part) ? Part : null) is not { } found)
        {
            return 0;
        }
        using FileStream file = File.OpenRead(found);
        int rows = (int)Math.Min(file.Length / (width * sizeof(float)), Count);
        file.ReadExactly(MemoryMarshal.AsBytes(states[..(rows * width)]));
        return rows;
    }

    /// <summary>Opens the file to write the rows that are not there yet; null where nothing is kept.</summary>
    /// <param name="known">Rows that are there; what lies behind them was not written to its end.</param>
    /// <param name="width">D.</param>
    public FileStream? Append(int known, int width)
    {
        if (Part is null)
        {
            return null;
        }
        FileStream file = new(Part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        file.SetLength((long)known * width * sizeof(float));
        file.Seek(0, SeekOrigin.End);
        return file;
    }

    /// <summary>All rows are there.</summary>
    public void Keep()
    {
        if (File.Exists(Part))
        {
            File.Move(Part, Path!, overwrite: true);
        }
    }
}
