using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VoxPilot.Api.Jobs.Kinds;

/// <summary>Says what is wrong with a parameter's value, as far as the value alone tells.</summary>
internal static class ParameterCheck
{
    /// <summary>What is wrong; null: nothing.</summary>
    public static string? Fault(JobParameter parameter, JsonNode? value)
    {
        if (!parameter.Many)
        {
            return One(parameter, value);
        }
        return value is JsonArray { Count: > 0 } list
            ? list.Select(item => One(parameter, item)).FirstOrDefault(fault => fault is not null)
            : $"{parameter.Name} should be a list with at least one entry.";
    }

    private static string? One(JobParameter parameter, JsonNode? value)
    {
        JsonValueKind kind = value?.GetValueKind() ?? JsonValueKind.Null;
        switch (parameter.Type)
        {
            case JobParameterType.Integer or JobParameterType.Number:
                return kind == JsonValueKind.Number ? Range(parameter, value!) : $"{parameter.Name} should be {Expected(parameter)}.";
            case JobParameterType.Switch or JobParameterType.OnOff:
                return kind is JsonValueKind.True or JsonValueKind.False ? null : $"{parameter.Name} should be true or false.";
            case JobParameterType.Choice:
                return kind == JsonValueKind.String && parameter.Choices.Contains(value!.GetValue<string>()) ? null : $"{parameter.Name} should be {Words(parameter.Choices)}.";
            case JobParameterType.NewDataset:
                return kind == JsonValueKind.String && DatasetNames.IsOne(value!.GetValue<string>()) ? null : DatasetNames.Expected;
            case JobParameterType.Settings:
                return kind == JsonValueKind.Object ? null : $"{parameter.Name} should be an object: paths of the config to values.";
            case JobParameterType.Questions:
                return kind == JsonValueKind.Array && value!.AsArray().Count > 0 && value.AsArray().All(IsQuestion)
                    ? null
                    : $"{parameter.Name} should be a list of {{ \"sample\", \"question\", \"answer\" }}, three texts each.";
            default:
                return kind == JsonValueKind.String && IsWord(value!.GetValue<string>()) ? null : $"{parameter.Name} should be a text that does not begin with a dash.";
        }
    }

    private static bool IsWord(string text) => text.Length is > 0 and <= 1000 && text[0] != '-' && !text.Any(char.IsControl);

    private static bool IsQuestion(JsonNode? item) => item is JsonObject question
        && ((string[])["sample", "question", "answer"]).All(name => question[name] is { } text && text.GetValueKind() == JsonValueKind.String);

    private static string? Range(JobParameter parameter, JsonNode value)
    {
        double number = double.Parse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);
        bool fits = double.IsFinite(number)
            && (parameter.Type == JobParameterType.Number || (number == Math.Floor(number) && number < ulong.MaxValue))
            && !(number < parameter.Minimum) && !(parameter.AboveMinimum && number == parameter.Minimum) && !(number > parameter.Maximum);
        return fits ? null : $"{parameter.Name} should be {Expected(parameter)}; it is {value.ToJsonString()}.";
    }

    private static string Expected(JobParameter parameter)
    {
        string kind = parameter.Type == JobParameterType.Integer ? "a whole number" : "a number";
        return (parameter.Minimum, parameter.Maximum) switch
        {
            ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"{kind} from {least} to {most}"),
            ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"{kind}{(parameter.AboveMinimum ? $" above {least}" : $", {least} or more")}"),
            _ => kind,
        };
    }

    private static string Words(IReadOnlyList<string> choices) => choices.Count == 1 ? $"'{choices[0]}'" : $"{string.Join(", ", choices.SkipLast(1).Select(word => $"'{word}'"))} or '{choices[^1]}'";
}
