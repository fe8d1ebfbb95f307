using System.Text.Json;

namespace VoxPilot.Core.Formats;

/// <summary>Questions and answers as OmniDrive's JSON.</summary>
internal static class OmniDriveItems
{
    public static IReadOnlyList<QuestionAnswer> ReadList(InfoElement list, string kind)
    {
        if (list.Value.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{list.Path} must hold a list of questions and answers.");
        }
        return [.. list.Value.EnumerateArray().Select((item, i) => Read(new(item, $"{list.Path}[{i}]"), kind))];
    }

    public static OmniDriveAnnotations ReadDescription(OmniDriveAnnotations read, InfoElement content) => read with
    {
        Description = Part(content, "description", OmniDriveFolder.DescriptionQuestion),
        Action = Part(content, "action", OmniDriveFolder.ActionQuestion),
    };

    public static void WriteList(Utf8JsonWriter json, IReadOnlyList<QuestionAnswer> items)
    {
        json.WriteStartArray();
        foreach (QuestionAnswer item in items)
        {
            json.WriteStartObject();
            json.WriteString("question", item.Question);
            json.WriteString("answer", item.Answer);
            json.WriteString("kind", item.Kind);
            if (item.Template is not null)
            {
                json.WriteString("template", item.Template);
            }
            WriteTexts(json, "references", item.References);
            if (item.Path is not null)
            {
                json.WriteStartArray("path");
                foreach ((double x, double y) in item.Path)
                {
                    json.WriteStartArray();
                    json.WriteNumberValue(x);
                    json.WriteNumberValue(y);
                    json.WriteEndArray();
                }
                json.WriteEndArray();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void WriteDescription(Utf8JsonWriter json, OmniDriveAnnotations questions)
    {
        json.WriteStartObject();
        WritePart(json, "description", questions.Description);
        WritePart(json, "action", questions.Action);
        json.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter json, string name, QuestionAnswer? part)
    {
        if (part is not null)
        {
            json.WriteString(name, part.Answer);
            json.WriteString(name + "_question", part.Question);
            WriteTexts(json, name + "_references", part.References);
        }
    }

    private static QuestionAnswer? Part(InfoElement content, string name, string question) =>
        Optional(content, name)?.Text() is string answer
            ? new(name, Optional(content, name + "_question")?.Text() ?? question, answer) { References = Texts(content, name + "_references") }
            : null;

    private static QuestionAnswer Read(InfoElement item, string kind) =>
        new(Optional(item, "kind")?.Text() ?? kind, item.Get("question").Text(), item.Get("answer").Text())
        {
            References = Texts(item, "references"),
            Template = Optional(item, "template")?.Text(),
            Path = Optional(item, "path") is InfoElement path ? ReadPath(path) : null,
        };

    private static (double, double)[] ReadPath(InfoElement path)
    {
        List<(double, double)> points = [];
        for (int i = 0; path.Value.ValueKind != JsonValueKind.Array || i < path.Value.GetArrayLength(); i++)
        {
            InfoElement point = new(path.Item(i), $"{path.Path}[{i}]");
            points.Add((new InfoElement(point.Item(0), point.Path).Number(), new InfoElement(point.Item(1), point.Path).Number()));
        }
        return [.. points];
    }

    private static string[] Texts(InfoElement item, string name) =>
        Optional(item, name) is InfoElement list
            ? list.Value.ValueKind == JsonValueKind.Array
                ? [.. list.Value.EnumerateArray().Select((text, i) => new InfoElement(text, $"{list.Path}[{i}]").Text())]
                : throw new InvalidDataException($"{list.Path} must be a list of texts.")
            : [];

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            json.WriteStartArray(name);
            foreach (string text in texts)
            {
                json.WriteStringValue(text);
            }
            json.WriteEndArray();
        }
    }

    private static InfoElement? Optional(InfoElement item, string name) =>
        item.Value.ValueKind != JsonValueKind.Object
            ? throw new InvalidDataException($"{item.Path} must be an object.")
            : item.Value.TryGetProperty(name, out JsonElement child) && child.ValueKind != JsonValueKind.Null ? new(child, $"{item.Path}.{name}") : null;
}
