namespace VoxPilot.Core.Datasets;

/// <summary>Something in a data set is missing or damaged. The message names the file and the sample and says what was expected.</summary>
public sealed class DatasetException : Exception
{
    /// <summary>For a file of a sample.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="file">Which file, relative to the data set's folder.</param>
    /// <param name="sample">Token of the sample that needs it; null if it is the whole data set's.</param>
    /// <param name="inner">The failure beneath.</param>
    public DatasetException(string message, string file, string? sample = null, Exception? inner = null) : base(message, inner) =>
        (File, Sample) = (file, sample);

    /// <summary>Which file, relative to the data set's folder.</summary>
    public string File { get; }

    /// <summary>Token of the sample that needs it.</summary>
    public string? Sample { get; }
}
