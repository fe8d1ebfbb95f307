using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Answers;

/// <summary>Answers in a given form, by all three ways of asking.</summary>
public sealed class ResponseFormatTests(RealServer fixture)
{
    private const string Question = "What is ahead?";

    // Everything in it is bounded, so that any model comes to an end.
    private const string Schema = """
        { "type": "object", "additionalProperties": false, "required": ["kind", "metres", "sure", "note"],
          "properties": {
            "kind": { "enum": ["car", "lorry", "bicycle"] },
            "metres": { "type": ["integer", "null"], "minimum": 0, "maximum": 60 },
            "sure": { "type": "boolean" },
            "note": { "type": "string", "maxLength": 5 },
            "at": { "type": "string", "format": "date" } } }
        """;

    private static readonly JsonObject Format = JsonNode.Parse($$"""{ "type": "json_schema", "json_schema": { "name": "ahead", "strict": true, "schema": {{Schema}} } }""")!.AsObject();

    private readonly TestServer server = fixture.Server;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task An_answer_is_JSON_that_its_schema_accepts(double temperature)
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        JsonObject request = new() { ["question"] = Question, ["max_tokens"] = 200, ["temperature"] = temperature, ["seed"] = 3, ["response_format"] = Format.DeepClone() };
        JsonNode answer = await server.PostAsync("/v1/scenes/latest/answers", request.ToJsonString());
        CheckWhole(answer);
        JsonNode again = await server.PostAsync("/v1/scenes/latest/answers", request.ToJsonString());
        Assert.Equal(StableJson.Of(answer), StableJson.Of(again));

        request["stream"] = true;
        List<ServerEvent> events = await ServerEvent.ReadAsync(server, "/v1/scenes/latest/answers", request.ToJsonString());
        Assert.Equal(StableJson.Of(answer), StableJson.Of(events[^1].Data));
        Assert.Equal(answer["answer"]!.GetValue<string>(), string.Concat(events[..^1].Select(item => item.Data["text"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_drive_and_the_hub_give_the_same_answer_in_the_same_form()
    {
        SceneForm form = SceneForm.MadeUp();
        form.Scene["ask"] = Question;
        form.Scene["plan"] = false;
        form.Scene["horizons"] = new JsonArray();
        form.Scene["response_format"] = Format.DeepClone();
        JsonNode drive = await server.PostAsync("/v1/drive", form);
        CheckWhole(drive["answer"]!);

        JsonObject options = new() { ["response_format"] = Format.DeepClone() };
        JsonArray items = (await Hub.CallAsync(server, [Hub.Call("Ask", drive["scene"]!["id"]!.GetValue<string>(), Question, options)]))[0]!.AsArray();
        Assert.Equal(StableJson.Of(drive["answer"]!), StableJson.Of(items[^1]!["data"]!));
        Assert.Equal(drive["answer"]!["answer"]!.GetValue<string>(), Hub.Text(items));
    }

    [Fact]
    public async Task An_answer_that_is_cut_short_says_so()
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        JsonObject request = new() { ["question"] = Question, ["max_tokens"] = 3, ["response_format"] = Format.DeepClone() };
        JsonNode answer = await server.PostAsync("/v1/scenes/latest/answers", request.ToJsonString());
        Assert.Equal("length", answer["finish_reason"]!.GetValue<string>());
        Assert.StartsWith("{", answer["answer"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_object_begins_as_one_and_text_is_as_without_a_form()
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        JsonNode free = await AskAsync("""{ "question": "a?", "max_tokens": 8 }""");
        JsonNode text = await AskAsync("""{ "question": "a?", "max_tokens": 8, "response_format": { "type": "text" } }""");
        Assert.Equal(StableJson.Of(free), StableJson.Of(text));
        JsonNode any = await AskAsync("""{ "question": "a?", "max_tokens": 40, "response_format": { "type": "json_object" } }""");
        string answer = any["answer"]!.GetValue<string>();
        Assert.StartsWith("{", answer, StringComparison.Ordinal);
        Assert.True(any["finish_reason"]!.GetValue<string>() == "length" || JsonNode.Parse(answer) is JsonObject, answer);

        // Whether it is cut or not: all but its end is JSON.
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(answer), isFinalBlock: false, default);
        while (reader.Read())
        {
        }
    }

    [Fact]
    public async Task A_form_beside_no_question_is_looked_at_all_the_same()
    {
        SceneForm form = SceneForm.MadeUp();
        form.Scene["plan"] = false;
        form.Scene["horizons"] = new JsonArray();
        form.Scene["response_format"] = Format.DeepClone();
        JsonNode drive = await server.PostAsync("/v1/drive", form);
        Assert.Null(drive["answer"]);
    }

    [Fact]
    public async Task Many_forms_at_once_give_what_each_gives_alone()
    {
        string id = (await server.PostAsync("/v1/scenes", SceneForm.MadeUp()))["id"]!.GetValue<string>();
        string Ask(int i) => $$"""{ "question": "Who is number {{i}}?", "max_tokens": 60, "temperature": 1, "seed": {{i}}, "response_format": { "type": "json_schema", "json_schema": { "schema": { "enum": ["a{{i}}", "b{{i}}", {{i}}] } } } }""";
        string[] alone = new string[6];
        for (int i = 0; i < alone.Length; i++)
        {
            JsonNode answer = await server.PostAsync($"/v1/scenes/{id}/answers", Ask(i));
            Assert.Contains(answer["answer"]!.GetValue<string>(), new[] { $"\"a{i}\"", $"\"b{i}\"", $"{i}" });
            alone[i] = StableJson.Of(answer);
        }
        JsonNode[] together = await Task.WhenAll(Enumerable.Range(0, alone.Length).Select(i => server.PostAsync($"/v1/scenes/{id}/answers", Ask(i))));
        Assert.Equal(alone, together.Select(StableJson.Of));
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_the_form()
    {
        JsonNode schemas = (await server.GetAsync("/swagger/v1/swagger.json"))["components"]!["schemas"]!;
        Assert.Equal(["type", "json_schema"], schemas["ResponseFormat"]!["properties"]!.AsObject().Select(pair => pair.Key));
        Assert.Contains("schema", schemas["JsonSchema"]!["properties"]!.AsObject().Select(pair => pair.Key));
        foreach (string request in (string[])["AskRequest", "DriveRequest"])
        {
            Assert.Contains("ResponseFormat", schemas[request]!["properties"]!["response_format"]!.ToJsonString(), StringComparison.Ordinal);
        }
    }

    private static void CheckWhole(JsonNode answer)
    {
        Assert.Equal("stop", answer["finish_reason"]!.GetValue<string>());
        JsonObject value = JsonNode.Parse(answer["answer"]!.GetValue<string>())!.AsObject();
        Assert.Equal(["kind", "metres", "sure", "note"], value.Select(pair => pair.Key).Take(4));
        Assert.Contains(value["kind"]!.GetValue<string>(), new[] { "car", "lorry", "bicycle" });
        Assert.InRange(value["metres"]?.GetValue<int>() ?? 0, 0, 60);
        Assert.True(value["sure"]!.GetValueKind() is JsonValueKind.True or JsonValueKind.False);
        Assert.InRange(value["note"]!.GetValue<string>().EnumerateRunes().Count(), 0, 5);
        Assert.True(value.Count == 4 || DateOnly.TryParseExact(value["at"]!.GetValue<string>(), "yyyy-MM-dd", out _) || value["at"]!.GetValue<string>().StartsWith("0000", StringComparison.Ordinal));
    }

    private Task<JsonNode> AskAsync(string json) => server.PostAsync("/v1/scenes/latest/answers", json);
}
