using System.Text.Json.Nodes;

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>A kind of job: a command of the command line, asked for over HTTP.</summary>
/// <param name="Name">Its name.</param>
/// <param name="About">What it does, in a line.</param>
/// <param name="Words">The command.</param>
internal sealed record JobKind(string Name, string About, IReadOnlyList<string> Words)
{
    /// <summary>Its parameters, in the order of a form.</summary>
    public required IReadOnlyList<JobParameter> Parameters { get; init; }

    /// <summary>Its presets; the first one is taken where none is named.</summary>
    public required IReadOnlyList<JobPreset> Presets { get; init; }

    /// <summary>Whether the command has an option --preset of the same names.</summary>
    public bool TellsPreset { get; init; }

    /// <summary>Whether it trains: its folder is a run's, and it goes on from checkpoints.</summary>
    public bool Trains { get; init; }

    /// <summary>The option that says where its result goes, and the result's path in the job's folder; null: a run knows.</summary>
    public (string Option, string Path)? Result { get; init; }

    /// <summary>Looks further into parameters that are well-formed each by itself; gives what is wrong, by field.</summary>
    public Func<JsonObject, string, IEnumerable<(string Field, string Fault)>> Check { get; init; } = (_, _) => [];

    /// <summary>The data set that a job of this kind makes; null: none.</summary>
    public string? Makes(JsonObject parameters) =>
        Parameters.FirstOrDefault(parameter => parameter.Type == JobParameterType.NewDataset) is { } makes && parameters[makes.Name] is JsonValue value && value.TryGetValue(out string? name)
            ? name
            : null;

    /// <summary>The JSON schema of its parameters.</summary>
    public JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.Schema()))),
        ["required"] = new JsonArray([.. Parameters.Where(parameter => parameter.Required).Select(parameter => (JsonNode)parameter.Name)]),
        ["additionalProperties"] = false,
    };
}
