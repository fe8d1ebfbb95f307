using System.Text.Json.Nodes;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>Reads problem documents and checks what all of them have.</summary>
internal static class Problem
{
    public static JsonNode Read(HttpResponseMessage response, string text, string type)
    {
        Assert.True(response.Content.Headers.ContentType?.MediaType == "application/problem+json", text);
        return Check(JsonNode.Parse(text)!, type, (int)response.StatusCode);
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response, string type) =>
        Read(response, await response.Content.ReadAsStringAsync(), type);

    public static JsonNode Check(JsonNode problem, string type, int status)
    {
        Assert.Equal("/problems/" + type, problem["type"]!.GetValue<string>());
        Assert.Equal(status, problem["status"]!.GetValue<int>());
        Assert.NotEmpty(problem["title"]!.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
        Assert.NotNull(problem["instance"]);
        Assert.NotEmpty(problem["trace_id"]!.GetValue<string>());
        return problem;
    }
}
