using System.CommandLine;
using System.Reflection;
using System.Text.RegularExpressions;
using VoxPilot.Api.Commands;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Commands;

/// <summary>The script <c>voxpilot</c> at the root, through which everything is reached.</summary>
public sealed class ScriptTests
{
    public static TheoryData<string> Names =>
        [.. typeof(TrainCommand).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(TrainCommand).Namespace && type.Name.EndsWith("Command", StringComparison.Ordinal))
            .Select(type => type.GetMethod("Create", BindingFlags.Static | BindingFlags.Public, []))
            .Where(method => method?.ReturnType == typeof(Command))
            .Select(method => ((Command)method!.Invoke(null, null)!).Name)];

    [Fact]
    public void Commands_are_found() => Assert.Superset(new HashSet<string>(["serve", "train", "world"]), Names.Select(row => row.Data).ToHashSet());

    [Theory]
    [MemberData(nameof(Names))]
    public void The_script_takes_every_command_and_explains_it(string name)
    {
        string script = File.ReadAllText(RepositoryRoot.At("voxpilot"));
        Assert.Matches(new Regex($@"^    ([a-z-]+ \| )*{name}( \| [a-z-]+)*\)", RegexOptions.Multiline), script);
        Assert.Matches(new Regex($@"^ *\./voxpilot {name} ", RegexOptions.Multiline), script);
    }
}
