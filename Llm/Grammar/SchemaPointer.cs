using System.Globalization;
using System.Text.Json;

namespace VoxPilot.Llm.Grammar;

/// <summary>Follows a $ref within the schema: a JSON pointer (RFC 6901) as a URI fragment.</summary>
internal static class SchemaPointer
{
    /// <summary>What a reference names, and its JSON path.</summary>
    /// <param name="root">The whole schema.</param>
    /// <param name="path">Its JSON path.</param>
    /// <param name="reference">The reference: <c>#</c> or <c>#/…</c>.</param>
    /// <param name="at">The JSON path of the reference.</param>
    public static (JsonElement Schema, string Path) Resolve(JsonElement root, string path, string reference, string at)
    {
        if (reference != "#" && !reference.StartsWith("#/", StringComparison.Ordinal))
        {
            throw SchemaPath.Refusal(at, "Only a place of this schema can be referred to, as # or #/$defs/NAME.");
        }

        var element = root;
        foreach (var token in reference.Split('/').Skip(1))
        {
            var name = Uri.UnescapeDataString(token).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member))
            {
                element = member;
                path = SchemaPath.Child(path, name);
            }
            else if (element.ValueKind == JsonValueKind.Array && int.TryParse(name, NumberStyles.None, null, out var index) && index < element.GetArrayLength())
            {
                element = element[index];
                path = SchemaPath.Item(path, index);
            }
            else
            {
                throw SchemaPath.Refusal(at, "This reference leads to nothing in the schema.");
            }
        }

        return (element, path);
    }
}
