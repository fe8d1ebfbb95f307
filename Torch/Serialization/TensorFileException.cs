namespace VoxPilot.Torch;

/// <summary>A file of tensors cannot be read or written. The message names the file and what is wrong with it.</summary>
public sealed class TensorFileException : Exception
{
    /// <summary>For a file and a fault, put together as "file: fault".</summary>
    public TensorFileException(string path, string fault, Exception? inner = null) : base($"{path}: {fault}", inner) => Path = path;

    /// <summary>The file at fault.</summary>
    public string Path { get; }
}
