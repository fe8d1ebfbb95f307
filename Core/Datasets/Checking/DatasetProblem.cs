namespace VoxPilot.Core.Datasets.Checking;

/// <summary>Something that is wrong with a data set.</summary>
/// <param name="Kind">What kind of fault.</param>
/// <param name="Where">The table and its row, or the file.</param>
/// <param name="Sample">Token of the sample that is affected; null if it is not one.</param>
/// <param name="Message">What was expected and what was found.</param>
public sealed record DatasetProblem(DatasetProblemKind Kind, string Where, string? Sample, string Message);
