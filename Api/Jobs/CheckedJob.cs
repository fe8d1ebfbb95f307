using VoxPilot.Api.Jobs.Kinds;

namespace VoxPilot.Api.Jobs;

/// <summary>A job that was asked for, as far as it could be understood.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Kind">What kind of work it is; null: none that there is.</param>
/// <param name="Request">What is to be done; earlier jobs of its chain stand in it by <see cref="Reference"/> and their names.</param>
/// <param name="After">Jobs that it follows, by id, or by <see cref="Reference"/> and name.</param>
/// <param name="Device">The device that it needs.</param>
internal sealed record CheckedJob(string Name, JobKind? Kind, JobRequest Request, IReadOnlyList<string> After, string Device)
{
    /// <summary>What stands before the name of an earlier job of the same chain.</summary>
    public const char Reference = '@';

    /// <summary>The data set that it makes; null: none.</summary>
    public string? Makes => Kind?.Makes(Request.Parameters);
}
