namespace VoxPilot.Api.Problems;

/// <summary>Collects what is wrong with a request, field by field, so that one answer names all of it.</summary>
internal sealed class InputErrors
{
    private readonly List<(ProblemType Type, string Field, string Message)> found = [];

    /// <summary>True if nothing was found wrong.</summary>
    public bool None => found.Count == 0;

    /// <summary>Notes a fault; the first one decides the kind of the problem.</summary>
    public void Add(ProblemType type, string field, string message) => found.Add((type, field, message));

    /// <summary>Ends the request if anything was noted.</summary>
    /// <exception cref="ProblemException">Something was noted.</exception>
    public void ThrowIfAny()
    {
        if (None)
        {
            return;
        }
        (ProblemType type, _, string message) = found[0];
        string rest = found.Count == 1 ? "" : $" ({found.Count - 1} more under errors.)";
        throw new ProblemException(type, message + rest)
        {
            Errors = found.GroupBy(error => error.Field).ToDictionary(group => group.Key, group => group.Select(error => error.Message).ToArray()),
        };
    }
}
