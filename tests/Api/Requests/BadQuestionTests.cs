using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Requests;

/// <summary>Faults in questions, plans and their routes.</summary>
public sealed class BadQuestionTests(RealServer fixture)
{
    private static readonly (string Json, int Status, string Type, string? Field)[] Questions =
    [
        ("""{ "question": "" }""", 422, "invalid-input", "question"),
        ("""{ }""", 422, "invalid-input", "question"),
        ("""{ "question": "a?", "messages": [ { "role": "user", "content": "b?" } ] }""", 422, "invalid-input", "question"),
        ("""{ "messages": [] }""", 422, "invalid-input", "messages"),
        ("""{ "messages": [ { "role": "assistant", "content": "b" } ] }""", 422, "invalid-input", "messages"),
        ("""{ "messages": [ { "role": "driver", "content": "b" } ] }""", 422, "invalid-input", "messages[0].role"),
        ("""{ "messages": [ { "role": "user", "content": "" } ] }""", 422, "invalid-input", "messages[0].content"),
        ("""{ "messages": [ { "role": "user", "content": [ { "type": "text" } ] } ] }""", 422, "invalid-input", "messages[0].content"),
        ("""{ "question": "a?", "max_tokens": 0 }""", 422, "invalid-input", "max_tokens"),
        ("""{ "question": "a?", "max_tokens": 99999999 }""", 422, "invalid-input", "max_tokens"),
        ("""{ "question": "a?", "max_tokens": "many" }""", 422, "invalid-input", "max_tokens"),
        ("""{ "question": "a?", "temperature": -1 }""", 422, "invalid-input", "temperature"),
        ("""{ "question": "a?", "temperature": "NaN" }""", 422, "invalid-input", "temperature"),
        ("""{ "question": "a?", "top_p": 0 }""", 422, "invalid-input", "top_p"),
        ("""{ "question": "a?", "top_k": -3 }""", 422, "invalid-input", "top_k"),
        ("""{ "question": "a?", "stop": [""] }""", 422, "invalid-input", "stop"),
        ("""{ "question": "a?", "stop": 7 }""", 422, "invalid-input", "stop"),
        ("""{ "question": "a?", "adapter": "lora-1" }""", 422, "invalid-input", "adapter"),
        ("""{ "question": "a?", "adapter": 7 }""", 422, "invalid-input", "adapter"),
        ("""{ "question": "a?", "adapter": "lora-1", "stream": true }""", 422, "invalid-input", "adapter"),
        ("""{ "question": "a?", "response_format": "json_object" }""", 422, "invalid-input", "response_format"),
        ("""{ "question": "a?", "response_format": { } }""", 422, "invalid-input", "response_format.type"),
        ("""{ "question": "a?", "response_format": { "type": "xml" } }""", 422, "invalid-input", "response_format.type"),
        ("""{ "question": "a?", "response_format": { "type": 7 } }""", 422, "invalid-input", "response_format.type"),
        ("""{ "question": "a?", "response_format": { "type": "json_schema" } }""", 422, "invalid-input", "response_format.json_schema"),
        ("""{ "question": "a?", "response_format": { "type": "json_schema", "json_schema": { "name": "a b", "schema": { "type": "null" } } } }""", 422, "invalid-input", "response_format.json_schema.name"),
        ("""{ "question": "a?", "response_format": { "type": "json_schema", "json_schema": { "name": "a" } } }""", 422, "invalid-input", "response_format.json_schema.schema"),
        ("""{ "question": "a?", "response_format": { "type": "json_schema", "json_schema": { "schema": { "type": "object", "properties": { "a": { "allOf": [] } } } } } }""", 422, "invalid-input", "response_format.json_schema.schema.properties.a.allOf"),
        ("""{ "question": "a?", "response_format": { "type": "json_schema", "json_schema": { "schema": { "\ud800": 1, "type": "null" } } } }""", 422, "invalid-input", "response_format.json_schema.schema"),
        ("""{ "question": "a?", "stream": true, "response_format": { "type": "json_schema", "json_schema": { "schema": { "type": "string", "pattern": "(" } } } }""", 422, "invalid-input", "response_format.json_schema.schema.pattern"),
        ("""{ "question": "a?", """, 400, "malformed-json", null),
        ("""{ "question": "a?", "question": "b?" }""", 422, "duplicate-part", null),
        ("""{ "question": "", "stream": true }""", 422, "invalid-input", "question"),
    ];

    private static readonly (string Json, int Status, string Type, string? Field)[] Plans =
    [
        ("""{ "command": "reverse" }""", 422, "invalid-input", "command"),
        ("""{ "samples": 0 }""", 422, "invalid-input", "samples"),
        ("""{ "samples": 1000 }""", 422, "invalid-input", "samples"),
        ("""{ "seed": -4 }""", 422, "invalid-input", "seed"),
        ("""{ "what_if": { "remove": [ "box-7" ] } }""", 422, "not-supported-yet", "what_if.remove[0]"),
        ("""{ "what_if": { "remove": [ 7 ] } }""", 422, "not-supported-yet", "what_if.remove[0]"),
        ("""{ "what_if": { "add": [ { } ] } }""", 422, "not-supported-yet", "what_if.add"),
        ("""{ "what_if": { "command": "left" } }""", 422, "not-supported-yet", "what_if.command"),
        ("""{ "what_if": { "remove": [ { "center": [0, 0, 0], "size": [1, 1, 1] } ], "ego": { "velocity": [0, 0] } } }""", 422, "not-supported-yet", "what_if.ego"),
        ("""{ "what_if": { "Remove": [ ] }, "stream": true }""", 422, "not-supported-yet", "what_if.Remove"),
        ("""{ "what_if": { "remove": [ { "center": [0, 0], "size": [1, 1, 1] } ] } }""", 422, "invalid-input", "what_if.remove[0]"),
        ("""{ "what_if": { "remove": [ { "center": [0, 0, 0], "size": [1, 0, 1] } ] } }""", 422, "invalid-input", "what_if.remove[0]"),
        ("[]", 422, "invalid-input", null),
        ("{", 400, "malformed-json", null),
    ];

    private static readonly string[] Occupancies = ["horizon=4", "horizon=-1", "horizon=0,0", "horizon=now", "format=xml"];

    public static TheoryData<string, int, string, string?> QuestionRows => Rows(Questions);

    public static TheoryData<string, int, string, string?> PlanRows => Rows(Plans);

    public static TheoryData<string> OccupancyRows => [.. Occupancies];

    private readonly TestServer server = fixture.Server;

    [Theory, MemberData(nameof(QuestionRows))]
    public async Task A_question_that_cannot_be_used_is_refused(string json, int status, string type, string? field) =>
        await RefusedAsync("answers", json, status, type, field);

    [Theory, MemberData(nameof(PlanRows))]
    public async Task A_plan_that_cannot_be_made_is_refused(string json, int status, string type, string? field) =>
        await RefusedAsync("plan", json, status, type, field);

    [Theory, MemberData(nameof(OccupancyRows))]
    public async Task Occupancy_that_cannot_be_given_is_refused(string query)
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        HttpResponseMessage response = await server.Client.GetAsync($"/v1/scenes/latest/occupancy?{query}");
        JsonNode problem = await Problem.ReadAsync(response, "invalid-input");
        Assert.NotNull(problem["errors"]![query.Split('=')[0]]);
    }

    [Fact]
    public async Task All_these_faults_leave_one_line_each_in_the_log_and_no_stack_trace()
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        server.Log.Entries.Clear();
        foreach ((string route, string json) in Questions.Select(fault => ("answers", fault.Json)).Concat(Plans.Select(fault => ("plan", fault.Json))))
        {
            using HttpResponseMessage refused = await PostAsync(route, json);
        }
        foreach (string query in Occupancies)
        {
            using HttpResponseMessage refused = await server.Client.GetAsync($"/v1/scenes/latest/occupancy?{query}");
        }
        Assert.All(server.Log.Entries, entry =>
        {
            Assert.Null(entry.Exception);
            Assert.Equal(LogLevel.Information, entry.Level);
            Assert.DoesNotContain('\n', entry.Text);
        });
        Assert.Equal(Questions.Length + Plans.Length + Occupancies.Length, server.Log.Entries.Count);
        Assert.All(server.Log.Entries, entry => Assert.Contains("refused", entry.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_unknown_changes_of_a_scene_are_not_all_repeated()
    {
        string fields = string.Join(", ", Enumerable.Range(0, 500).Select(i => $"\"{i}{new string('x', 500)}\": 1"));
        string text = await (await PostAsync("plan", $"{{ \"what_if\": {{ {fields} }} }}")).Content.ReadAsStringAsync();
        Assert.Contains("not-supported-yet", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 100, 4000);
    }

    [Fact]
    public async Task Too_long_a_question_is_refused_by_its_characters_and_by_its_tokens()
    {
        string characters = string.Concat(Enumerable.Repeat("word ", 1000));
        await RefusedAsync("answers", $$"""{ "question": "{{characters}}" }""", 422, "question-too-long", "question");
        string tokens = string.Concat(Enumerable.Repeat("鷺 ξ ", 480));
        await RefusedAsync("answers", $$"""{ "question": "{{tokens}}" }""", 422, "question-too-long", "question");
    }

    [Theory]
    [InlineData("GET", "/v1/scenes/nope")]
    [InlineData("DELETE", "/v1/scenes/nope")]
    [InlineData("GET", "/v1/scenes/nope/occupancy")]
    [InlineData("GET", "/v1/scenes/..%2F..%2Fetc%2Fpasswd")]
    public async Task An_unknown_scene_is_not_found(string method, string path)
    {
        HttpResponseMessage response = await server.Client.SendAsync(new(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await Problem.ReadAsync(response, "scene-not-found");
    }

    [Theory]
    [InlineData("answers", """{ "question": "a?" }""")]
    [InlineData("plan", "{}")]
    [InlineData("answers", """{ "question": "a?", "stream": true }""")]
    [InlineData("plan", """{ "stream": true }""")]
    public async Task An_unknown_scene_cannot_be_asked(string route, string json)
    {
        HttpResponseMessage response = await server.Client.PostAsync($"/v1/scenes/nope/{route}", new StringContent(json, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        await Problem.ReadAsync(response, "scene-not-found");
    }

    [Theory]
    [InlineData("/v1/scenes/latest/answers")]
    [InlineData("/v1/scenes/latest/plan")]
    public async Task Another_content_type_than_JSON_is_refused(string path)
    {
        HttpResponseMessage response = await server.Client.PostAsync(path, new StringContent("question=a", Encoding.UTF8, "application/x-www-form-urlencoded"));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        await Problem.ReadAsync(response, "unsupported-media-type");
    }

    [Theory]
    [InlineData("GET", "/v1/nothing", 404, "route-not-found")]
    [InlineData("PUT", "/v1/models", 405, "method-not-allowed")]
    [InlineData("GET", "/v1/drive", 405, "method-not-allowed")]
    [InlineData("GET", "/v1/samples/nope", 404, "sample-not-found")]
    [InlineData("GET", "/v1/samples/nope/CAM_FRONT", 404, "sample-not-found")]
    [InlineData("GET", "/problems/nope", 404, "route-not-found")]
    public async Task What_does_not_exist_is_a_problem_too(string method, string path, int status, string type)
    {
        HttpResponseMessage response = await server.Client.SendAsync(new(new HttpMethod(method), path));
        Assert.Equal(status, (int)response.StatusCode);
        await Problem.ReadAsync(response, type);
    }

    [Fact]
    public async Task A_path_cannot_forge_a_line_of_the_log()
    {
        HttpResponseMessage response = await server.Client.GetAsync("/v1/scenes/a%0Aforged%20line");
        JsonNode problem = await Problem.ReadAsync(response, "scene-not-found");
        Assert.Equal("/v1/scenes/a%0Aforged%20line", problem["instance"]!.GetValue<string>());
        Assert.All(server.Log.Entries, entry => Assert.DoesNotContain('\n', entry.Text));
    }

    [Fact]
    public async Task Unknown_fields_are_ignored()
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        JsonNode answer = await server.PostAsync("/v1/scenes/latest/answers", """{ "question": "a?", "max_tokens": 2, "user": "someone", "response_format": null }""");
        Assert.NotNull(answer["answer"]);
    }

    [Fact]
    public async Task Each_kind_of_problem_has_a_page_at_its_type()
    {
        foreach (Api.Problems.ProblemType type in Api.Problems.ProblemTypes.All.Values)
        {
            string page = await server.Client.GetStringAsync(type.Uri);
            Assert.Contains(type.Slug, page, StringComparison.Ordinal);
        }
    }

    private async Task RefusedAsync(string route, string json, int status, string type, string? field)
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        HttpResponseMessage response = await PostAsync(route, json);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        JsonNode problem = Problem.Read(response, text, type);
        if (field is not null)
        {
            Assert.True(problem["errors"]?[field] is not null, text);
        }
    }
    private Task<HttpResponseMessage> PostAsync(string route, string json) =>
        server.Client.PostAsync($"/v1/scenes/latest/{route}", new StringContent(json, Encoding.UTF8, "application/json"));

    private static TheoryData<string, int, string, string?> Rows((string Json, int Status, string Type, string? Field)[] faults)
    {
        TheoryData<string, int, string, string?> rows = [];
        foreach ((string json, int status, string type, string? field) in faults)
        {
            rows.Add(json, status, type, field);
        }
        return rows;
    }
}
