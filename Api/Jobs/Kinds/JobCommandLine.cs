using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>The command line that a job stands for.</summary>
internal static class JobCommandLine
{
    /// <summary>Name of the file that questions of a request are written to, in the job's folder.</summary>
    public const string QuestionsFile = "questions.json";

    /// <summary>Its words, without the program.</summary>
    /// <param name="kind">What kind of job it is.</param>
    /// <param name="preset">Its preset.</param>
    /// <param name="parameters">Its parameters; they are taken to be well-formed.</param>
    /// <param name="places">Where what it names lies.</param>
    public static IReadOnlyList<string> Of(JobKind kind, string preset, JsonObject parameters, IJobPlaces places)
    {
        List<string> words = [.. kind.Words];
        JsonObject all = WithPreset(kind, preset, parameters);
        foreach (JobParameter parameter in kind.Parameters)
        {
            if (all[parameter.Name] is { } value)
            {
                words.AddRange(Words(parameter, value, places));
            }
        }
        if (kind.TellsPreset)
        {
            words.AddRange(["--preset", preset]);
        }
        if (kind.Trains)
        {
            words.AddRange(["--run", places.Own("")]);
        }
        else if (kind.Result is var (option, path))
        {
            words.AddRange([option, places.Own(path)]);
        }
        return words;
    }

    /// <summary>The parameters with what the preset sets where they say nothing.</summary>
    public static JsonObject WithPreset(JobKind kind, string preset, JsonObject parameters)
    {
        JsonObject all = kind.Presets.First(p => p.Name == preset).Parameters.DeepClone().AsObject();
        foreach ((string name, JsonNode? value) in parameters)
        {
            all[name] = value?.DeepClone();
        }
        return all;
    }

    private static IEnumerable<string> Words(JobParameter parameter, JsonNode value, IJobPlaces places) => parameter.Type switch
    {
        JobParameterType.Switch => value.GetValue<bool>() ? [parameter.Option] : [],
        JobParameterType.Settings => value.AsObject().Count == 0 ? [] : [parameter.Option, .. value.AsObject().Select(setting => $"{setting.Key}={Setting(setting.Value)}")],
        JobParameterType.Questions => [parameter.Option, places.Own(QuestionsFile)],
        _ when parameter.Joined => [parameter.Option, string.Join(',', value.AsArray().Select(item => Word(parameter, item!, places)))],
        _ when parameter.Many => [parameter.Option, .. value.AsArray().Select(item => Word(parameter, item!, places))],
        _ => [parameter.Option, Word(parameter, value, places)],
    };

    private static string Word(JobParameter parameter, JsonNode value, IJobPlaces places) => parameter.Type switch
    {
        JobParameterType.OnOff => value.GetValue<bool>() ? "on" : "off",
        JobParameterType.Dataset => places.Dataset(value.GetValue<string>()),
        JobParameterType.NewDataset => places.NewDataset(value.GetValue<string>()),
        JobParameterType.Pack => places.Pack(value.GetValue<string>()),
        JobParameterType.Teacher => places.Teacher(value.GetValue<string>()),
        JobParameterType.Adapter => places.Adapter(value.GetValue<string>()),
        _ => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString(),
    };

    private static string Setting(JsonNode? value) => value is null ? "null" : value.ToJsonString();
}
