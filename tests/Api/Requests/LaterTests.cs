using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Requests;

/// <summary>Routes and hub methods of a later version say so.</summary>
public sealed class LaterTests(RealServer fixture)
{
    private readonly TestServer server = fixture.Server;

    [Theory]
    [InlineData("POST", "/v1/chat/completions")]
    [InlineData("POST", "/v1/models/unload")]
    [InlineData("GET", "/v1/models/events")]
    [InlineData("GET", "/v1/scenes/latest/detections")]
    [InlineData("GET", "/v2")]
    [InlineData("GET", "/v2/health/ready")]
    [InlineData("POST", "/v2/models/nano/infer")]
    [InlineData("GET", "/metrics")]
    public async Task A_route_of_a_later_version_says_so(string method, string path)
    {
        server.Log.Entries.Clear();
        HttpResponseMessage response = await server.Client.SendAsync(new(new(method), path));
        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        JsonNode problem = await Problem.ReadAsync(response, "not-supported-yet");
        Assert.Equal(path, problem["instance"]!.GetValue<string>());
        Assert.Contains($"{method} {path}", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        CollectedLog.Entry line = Assert.Single(server.Log.Entries);
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.Null(line.Exception);
    }

    [Fact]
    public async Task They_stand_in_no_OpenAPI_document()
    {
        JsonNode document = await server.GetAsync("/swagger/v1/swagger.json");
        Assert.DoesNotContain(document["paths"]!.AsObject(), path => path.Key.StartsWith("/v2", StringComparison.Ordinal)
            || path.Key is "/metrics" or "/v1/chat/completions");
    }

    [Fact]
    public async Task Hub_methods_of_a_later_version_end_with_the_same_problem()
    {
        JsonArray streams = await Hub.CallAsync(server, new JsonArray(Hub.Call("Follow", "drive-17"), Hub.Call("Follow", (JsonNode?)null)));
        Assert.Equal(2, streams.Count);
        foreach (JsonNode? stream in streams)
        {
            JsonNode item = Assert.Single(stream!.AsArray())!;
            Assert.Equal("error", item["event"]!.GetValue<string>());
            Problem.Check(item["data"]!, "not-supported-yet", 501);
        }
        Assert.Contains("Follow", streams[0]![0]!["data"]!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
