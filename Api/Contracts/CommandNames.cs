using VoxPilot.Api.Problems;
using VoxPilot.Core;

namespace VoxPilot.Api.Contracts;

/// <summary>Commands as the API writes them.</summary>
internal static class CommandNames
{
    /// <summary>The command of a name; null for none, or after noting that there is no such command.</summary>
    public static Command? Read(string? name, string field, InputErrors errors)
    {
        switch (name)
        {
            case null: return null;
            case "left": return Command.Left;
            case "right": return Command.Right;
            case "straight": return Command.Straight;
            default:
                errors.Add(ProblemTypes.InvalidInput, field, $"There is no command '{(name.Length > 40 ? name[..40] + "…" : name)}'; give left, right or straight, or leave it out.");
                return null;
        }
    }

    /// <summary>The name of a command.</summary>
    public static string Of(Command command) => command switch
    {
        Command.Left => "left",
        Command.Right => "right",
        _ => "straight",
    };
}
