using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace VoxPilot.Jobs.Training;

/// <summary>
/// Parts of a stage's config that a run sets otherwise than the preset: paths such as <c>loss.unseen_weight</c>, in the names that config.json writes,
/// to values in JSON.
/// </summary>
public static class StageSettings
{
    /// <summary>Reads <c>path=value</c>; a value that is no JSON is taken for text.</summary>
    /// <exception cref="TrainingException">It has no path or no value.</exception>
    public static KeyValuePair<string, JsonNode?> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int sign = text.IndexOf('=', StringComparison.Ordinal);
        if (sign <= 0)
        {
            throw new TrainingException($"'{text}' sets nothing; write it as path=value, as in loss.unseen_weight=1.");
        }
        string value = text[(sign + 1)..];
        try
        {
            return new(text[..sign], JsonNode.Parse(value));
        }
        catch (JsonException)
        {
            return new(text[..sign], JsonValue.Create(value));
        }
    }

    /// <summary>A config with some of its values replaced.</summary>
    /// <param name="config">What the preset says.</param>
    /// <param name="settings">What is said instead, by path.</param>
    /// <param name="type">How the config is written.</param>
    /// <exception cref="TrainingException">A path leads nowhere, or a value does not fit there; the message says what would.</exception>
    public static T Apply<T>(T config, IReadOnlyDictionary<string, JsonNode?> settings, JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Count == 0)
        {
            return config;
        }
        JsonObject written = JsonSerializer.SerializeToNode(config, type)!.AsObject();
        foreach ((string path, JsonNode? value) in settings)
        {
            string[] names = path.Split('.');
            JsonObject place = written;
            for (int i = 0; i < names.Length; i++)
            {
                if (!place.ContainsKey(names[i]))
                {
                    throw new TrainingException($"There is no setting '{path}'; {(i == 0 ? "there are" : $"{string.Join('.', names[..i])} has")} {string.Join(", ", place.Select(p => p.Key))}.");
                }
                if (i < names.Length - 1)
                {
                    place = place[names[i]] as JsonObject ?? throw new TrainingException($"The setting '{string.Join('.', names[..(i + 1)])}' has no parts; '{path}' leads nowhere.");
                }
            }
            place[names[^1]] = value?.DeepClone();
            try
            {
                config = written.Deserialize(type)!;
            }
            catch (JsonException fault)
            {
                throw new TrainingException($"The setting '{path}' cannot be {value?.ToJsonString() ?? "null"}: {fault.Message}", fault);
            }
        }
        return config;
    }
}
