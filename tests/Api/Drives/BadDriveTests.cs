using System.Text;
using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Drives;

/// <summary>Faults in what a drive asks for stand under the fields of its own request.</summary>
public sealed class BadDriveTests(RealServer fixture)
{
    private static readonly (string Wish, string Type, string Field)[] Faults =
    [
        ("""{ "ask": "" }""", "invalid-input", "ask"),
        ("""{ "ask": "  \n" }""", "invalid-input", "ask"),
        ("""{ "ask": 7 }""", "invalid-input", "ask"),
        ($$"""{ "ask": "{{string.Concat(Enumerable.Repeat("word ", 1000))}}" }""", "question-too-long", "ask"),
        ($$"""{ "ask": "{{string.Concat(Enumerable.Repeat("鷺 ξ ", 480))}}" }""", "question-too-long", "ask"),
        ("""{ "ask": "Who?", "adapter": "lora-1" }""", "invalid-input", "adapter"),
        ("""{ "adapter": "lora-1" }""", "invalid-input", "adapter"),
        ("""{ "ask": "Who?", "response_format": { "type": "json_schema", "json_schema": {} } }""", "invalid-input", "response_format.json_schema.schema"),
        ("""{ "response_format": "text" }""", "invalid-input", "response_format"),
        ("""{ "response_format": { "type": "json_schema", "json_schema": { "schema": { "type": "null", "not": {} } } } }""", "invalid-input", "response_format.json_schema.schema.not"),
        ("""{ "horizons": [4] }""", "invalid-input", "horizons"),
        ("""{ "plan": "yes" }""", "invalid-input", "plan"),
    ];

    private readonly TestServer server = fixture.Server;

    public static TheoryData<string, string, string> Rows()
    {
        TheoryData<string, string, string> rows = [];
        foreach ((string wish, string type, string field) in Faults)
        {
            rows.Add(wish, type, field);
        }
        return rows;
    }

    [Theory, MemberData(nameof(Rows))]
    public async Task A_drive_that_cannot_be_made_is_refused_by_its_own_fields(string wish, string type, string field)
    {
        SceneForm form = Wishing(wish);
        await CheckAsync(await server.Client.PostAsync("/v1/drive", form.ToMultipart()), type, field);
        await CheckAsync(await server.Client.PostAsync("/v1/drive", new StringContent(form.ToJson().ToJsonString(), Encoding.UTF8, "application/json")), type, field);
    }

    [Fact]
    public async Task The_hub_refuses_the_same_drives()
    {
        server.Log.Entries.Clear();
        JsonArray streams = await Hub.CallAsync(server, new JsonArray([.. Faults.Select(fault => Hub.Call("Drive", Wishing(fault.Wish).ToJson()))]));
        foreach ((JsonNode? stream, (_, string type, string field)) in streams.Zip(Faults))
        {
            JsonNode item = stream!.AsArray()[^1]!;
            Assert.Equal("error", item["event"]!.GetValue<string>());
            Problem.Check(item["data"]!, type, 422);
            Assert.Equal([field], item["data"]!["errors"]!.AsObject().Select(pair => pair.Key));
        }
        Assert.Equal(Faults.Length, server.Log.Entries.Count);
        Assert.All(server.Log.Entries, entry => Assert.Null(entry.Exception));
    }

    private static SceneForm Wishing(string wish)
    {
        SceneForm form = SceneForm.MadeUp();
        foreach ((string name, JsonNode? value) in JsonNode.Parse(wish)!.AsObject())
        {
            form.Scene[name] = value?.DeepClone();
        }
        return form;
    }

    private static async Task CheckAsync(HttpResponseMessage response, string type, string field)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 422, text);
        JsonNode problem = Problem.Read(response, text, type);
        Assert.Equal([field], problem["errors"]!.AsObject().Select(pair => pair.Key));
    }
}
