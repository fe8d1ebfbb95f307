using System.CommandLine;
using System.Text.Json.Nodes;
using VoxPilot.Api.Commands;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Jobs.Kinds;

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>Each kind of job stands for a command line that the program takes.</summary>
public sealed class JobCommandLineTests
{
    private static readonly JobKinds Kinds = new(["cpu", "cuda"]);

    public static TheoryData<string> Names => [.. Kinds.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void All_parameters_of_a_kind_make_a_command_line_that_parses(string name)
    {
        JobKind kind = Kinds.Find(name)!;
        JsonObject parameters = new(kind.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)Value(parameter))));
        foreach (JobParameter parameter in kind.Parameters)
        {
            Assert.Null(ParameterCheck.Fault(parameter, parameters[parameter.Name]));
        }
        foreach (JobPreset preset in kind.Presets)
        {
            IReadOnlyList<string> words = JobCommandLine.Of(kind, preset.Name, parameters, new ShownPlaces("job-0123456789abcdef"));
            ParseResult parsed = Root().Parse(words);
            Assert.True(parsed.Errors.Count == 0, $"{string.Join(' ', words)}\n{string.Join('\n', parsed.Errors.Select(error => error.Message))}");
            Assert.Equal(kind.Words[^1], parsed.CommandResult.Command.Name);
        }
        foreach (JobPreset preset in kind.Presets) // what presets set is well-formed, and needs nothing that is not there
        {
            Assert.All(preset.Parameters, set => Assert.Null(ParameterCheck.Fault(kind.Parameters.First(parameter => parameter.Name == set.Key), set.Value)));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_schema_of_a_kind_says_what_each_parameter_is_for(string name)
    {
        JsonObject schema = Kinds.Find(name)!.Schema();
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        Assert.All(schema["properties"]!.AsObject(), property => Assert.False(string.IsNullOrEmpty(property.Value!["description"]!.GetValue<string>()), property.Key));
        Assert.Equal(Kinds.Find(name)!.Parameters.Where(parameter => parameter.Required).Select(parameter => parameter.Name), schema["required"]!.AsArray().Select(word => word!.GetValue<string>()));
    }

    [Fact]
    public void A_command_is_shown_as_it_can_be_typed()
    {
        JobRequest request = new("nano", new JsonObject { ["data"] = new JsonArray("a", "b"), ["rate"] = 0.001, ["plain"] = true, ["set"] = new JsonObject { ["frozen"] = new JsonArray("planner"), ["anew"] = true } });
        Assert.Equal(
            "./voxpilot train planning --data $VOXPILOT_DATA/datasets/a $VOXPILOT_DATA/datasets/b --rate 0.001 --plain --set 'frozen=[\"planner\"]' anew=true --preset nano --run job-0123456789abcdef",
            new ShownPlaces("job-0123456789abcdef").Command(Kinds.Find("planning")!, request));
    }

    [Theory]
    [InlineData("steps", "1.5", "steps should be a whole number, 1 or more; it is 1.5.")]
    [InlineData("steps", "\"many\"", "steps should be a whole number, 1 or more.")]
    [InlineData("rate", "0", "rate should be a number above 0; it is 0.")]
    [InlineData("data", "\"town\"", "data should be a list with at least one entry.")]
    [InlineData("data", "[]", "data should be a list with at least one entry.")]
    [InlineData("from", "\"--evil\"", "from should be a text that does not begin with a dash.")]
    [InlineData("plain", "1", "plain should be true or false.")]
    [InlineData("precision", "\"half\"", "precision should be 'full' or 'mixed'.")]
    [InlineData("set", "[]", "set should be an object: paths of the config to values.")]
    [InlineData("seed", "null", "seed should be a whole number, 0 or more.")]
    public void A_value_that_does_not_fit_is_told_what_would(string parameter, string value, string says) =>
        Assert.Equal(says, ParameterCheck.Fault(Kinds.Find("planning")!.Parameters.First(p => p.Name == parameter), JsonNode.Parse(value)));

    private static RootCommand Root() => new() { WorldCommand.Create(), TrainCommand.Create(), ModelsCommand.Create(), EvaluateCommand.Create(), ClosedLoopCommand.Create() };

    private static JsonNode Value(JobParameter parameter)
    {
        JsonNode one = parameter.Type switch
        {
            JobParameterType.Integer => Math.Max(1, (int)(parameter.Minimum ?? 1)),
            JobParameterType.Number => 1.5,
            JobParameterType.Switch or JobParameterType.OnOff => true,
            JobParameterType.Choice => parameter.Choices[0],
            JobParameterType.Settings => new JsonObject { ["loss.unseen_weight"] = 1 },
            JobParameterType.Questions => new JsonArray(new JsonObject { ["sample"] = "s", ["question"] = "q", ["answer"] = "a" }),
            JobParameterType.Teacher or JobParameterType.Adapter => "job-0123456789abcdef",
            JobParameterType.NewDataset => "town",
            _ => parameter.Name == "size" ? "256x96" : parameter.Name == "degrade" ? "blur=2" : "town",
        };
        return parameter.Many ? new JsonArray(one) : one;
    }
}
