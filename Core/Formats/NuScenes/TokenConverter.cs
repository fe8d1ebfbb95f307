using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>A token as a JSON string.</summary>
internal sealed class TokenConverter : JsonConverter<Token>
{
    public override Token Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && !reader.HasValueSequence && !reader.ValueIsEscaped && Token.TryParse(reader.ValueSpan, out Token token)
            ? token
            : throw new JsonException("A token must be a string of 32 hexadecimal digits, or empty.");

    public override void Write(Utf8JsonWriter writer, Token value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
