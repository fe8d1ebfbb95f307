using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Requests;

/// <summary>Faults in questions, plans and their routes.</summary>
public sealed class BadQuestionTests(RealServer fixture)
{
    private readonly TestServer server = fixture.Server;

    [Theory]
    [InlineData("""{ "question": "" }""", 422, "invalid-input", "question")]
    [InlineData("""{ }""", 422, "invalid-input", "question")]
    [InlineData("""{ "question": "a?", "messages": [ { "role": "user", "content": "b?" } ] }""", 422, "invalid-input", "question")]
    [InlineData("""{ "messages": [] }""", 422, "invalid-input", "messages")]
    [InlineData("""{ "messages": [ { "role": "assistant", "content": "b" } ] }""", 422, "invalid-input", "messages")]
    [InlineData("""{ "messages": [ { "role": "driver", "content": "b" } ] }""", 422, "invalid-input", "messages[0].role")]
    [InlineData("""{ "messages": [ { "role": "user", "content": "" } ] }""", 422, "invalid-input", "messages[0].content")]
    [InlineData("""{ "messages": [ { "role": "user", "content": [ { "type": "text" } ] } ] }""", 422, "invalid-input", "messages[0].content")]
    [InlineData("""{ "question": "a?", "max_tokens": 0 }""", 422, "invalid-input", "max_tokens")]
    [InlineData("""{ "question": "a?", "max_tokens": 99999999 }""", 422, "invalid-input", "max_tokens")]
    [InlineData("""{ "question": "a?", "max_tokens": "many" }""", 422, "invalid-input", "max_tokens")]
    [InlineData("""{ "question": "a?", "temperature": -1 }""", 422, "invalid-input", "temperature")]
    [InlineData("""{ "question": "a?", "temperature": "NaN" }""", 422, "invalid-input", "temperature")]
    [InlineData("""{ "question": "a?", "top_p": 0 }""", 422, "invalid-input", "top_p")]
    [InlineData("""{ "question": "a?", "top_k": -3 }""", 422, "invalid-input", "top_k")]
    [InlineData("""{ "question": "a?", "stop": [""] }""", 422, "invalid-input", "stop")]
    [InlineData("""{ "question": "a?", "stop": 7 }""", 422, "invalid-input", "stop")]
    [InlineData("""{ "question": "a?", "response_format": { "type": "json_schema" } }""", 422, "not-supported-yet", "response_format")]
    [InlineData("""{ "question": "a?", "adapter": "lora-1" }""", 422, "not-supported-yet", "adapter")]
    [InlineData("""{ "question": "a?", """, 400, "malformed-json", null)]
    [InlineData("""{ "question": "a?", "question": "b?" }""", 422, "duplicate-part", null)]
    public async Task A_question_that_cannot_be_used_is_refused(string json, int status, string type, string? field) =>
        await RefusedAsync("answers", json, status, type, field);

    [Theory]
    [InlineData("""{ "command": "reverse" }""", 422, "invalid-input", "command")]
    [InlineData("""{ "samples": 0 }""", 422, "invalid-input", "samples")]
    [InlineData("""{ "samples": 1000 }""", 422, "invalid-input", "samples")]
    [InlineData("""{ "seed": -4 }""", 422, "invalid-input", "seed")]
    [InlineData("""{ "what_if": { "remove": [ "box-7" ] } }""", 422, "not-supported-yet", "what_if.remove[0]")]
    [InlineData("""{ "what_if": { "remove": [ 7 ] } }""", 422, "not-supported-yet", "what_if.remove[0]")]
    [InlineData("""{ "what_if": { "add": [ { } ] } }""", 422, "not-supported-yet", "what_if.add")]
    [InlineData("""{ "what_if": { "remove": [ { "center": [0, 0], "size": [1, 1, 1] } ] } }""", 422, "invalid-input", "what_if.remove[0]")]
    [InlineData("""{ "what_if": { "remove": [ { "center": [0, 0, 0], "size": [1, 0, 1] } ] } }""", 422, "invalid-input", "what_if.remove[0]")]
    [InlineData("[]", 422, "invalid-input", null)]
    [InlineData("{", 400, "malformed-json", null)]
    public async Task A_plan_that_cannot_be_made_is_refused(string json, int status, string type, string? field) =>
        await RefusedAsync("plan", json, status, type, field);

    [Theory]
    [InlineData("horizon=4")]
    [InlineData("horizon=-1")]
    [InlineData("horizon=0,0")]
    [InlineData("horizon=now")]
    [InlineData("format=xml")]
    public async Task Occupancy_that_cannot_be_given_is_refused(string query)
    {
        await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        HttpResponseMessage response = await server.Client.GetAsync($"/v1/scenes/latest/occupancy?{query}");
        JsonNode problem = await Problem.ReadAsync(response, "invalid-input");
        Assert.NotNull(problem["errors"]![query.Split('=')[0]]);
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
        HttpResponseMessage response = await server.Client.PostAsync($"/v1/scenes/latest/{route}", new StringContent(json, Encoding.UTF8, "application/json"));
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        JsonNode problem = Problem.Read(response, text, type);
        if (field is not null)
        {
            Assert.True(problem["errors"]?[field] is not null, text);
        }
    }
}
