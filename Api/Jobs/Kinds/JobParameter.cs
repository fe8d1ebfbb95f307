using System.Text.Json.Nodes;

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>A parameter of a kind of job, and the option of the command line that it stands for.</summary>
/// <param name="Name">Its name, snake_case.</param>
/// <param name="Type">What it holds.</param>
/// <param name="About">What it is for, in a sentence.</param>
internal sealed record JobParameter(string Name, JobParameterType Type, string About)
{
    /// <summary>The option.</summary>
    public string Option { get; init; } = "--" + Name.Replace('_', '-');

    /// <summary>Whether there can be several, as a list.</summary>
    public bool Many { get; init; }

    /// <summary>Whether several are one word with commas between.</summary>
    public bool Joined { get; init; }

    /// <summary>Whether it has to be there.</summary>
    public bool Required { get; init; }

    /// <summary>What holds where it is left out, for people; null: what the preset says.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>Least value; null: none.</summary>
    public double? Minimum { get; init; }

    /// <summary>Whether the least value itself is not taken.</summary>
    public bool AboveMinimum { get; init; }

    /// <summary>Largest value; null: none.</summary>
    public double? Maximum { get; init; }

    /// <summary>The words of a choice.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Its JSON schema.</summary>
    public JsonObject Schema()
    {
        JsonObject one = One();
        JsonObject schema = Many ? new() { ["type"] = "array", ["items"] = one, ["minItems"] = 1 } : one;
        schema["description"] = About;
        if (Default is not null)
        {
            schema["default"] = Default.DeepClone();
        }
        return schema;
    }

    private JsonObject One()
    {
        switch (Type)
        {
            case JobParameterType.Integer or JobParameterType.Number:
                JsonObject number = new() { ["type"] = Type == JobParameterType.Integer ? "integer" : "number" };
                if (Minimum is { } least)
                {
                    number[AboveMinimum ? "exclusiveMinimum" : "minimum"] = least;
                }
                if (Maximum is { } most)
                {
                    number["maximum"] = most;
                }
                return number;
            case JobParameterType.Switch or JobParameterType.OnOff:
                return new() { ["type"] = "boolean" };
            case JobParameterType.Choice:
                return new() { ["type"] = "string", ["enum"] = new JsonArray([.. Choices.Select(choice => (JsonNode)choice)]) };
            case JobParameterType.Settings:
                return new() { ["type"] = "object", ["additionalProperties"] = true };
            case JobParameterType.Questions:
                JsonObject text = new() { ["type"] = "string" };
                return new()
                {
                    ["type"] = "array",
                    ["minItems"] = 1,
                    ["items"] = new JsonObject
                    {
                        ["type"] = "object",
                        ["properties"] = new JsonObject { ["sample"] = text, ["question"] = text.DeepClone(), ["answer"] = text.DeepClone() },
                        ["required"] = new JsonArray("sample", "question", "answer"),
                    },
                };
            case JobParameterType.Text or JobParameterType.NewDataset:
                return new() { ["type"] = "string" };
            default:
                return new() { ["type"] = "string", ["x-voxpilot"] = Type.ToString().ToLowerInvariant() }; // what a form offers to choose from
        }
    }
}
