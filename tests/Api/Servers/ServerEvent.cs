using System.Text;
using System.Text.Json.Nodes;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>One server-sent event.</summary>
internal sealed record ServerEvent(string Event, JsonNode Data)
{
    public static async Task<List<ServerEvent>> ReadAsync(TestServer server, string path, string json)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using HttpResponseMessage response = await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.MediaType == "text/event-stream", text);
        List<ServerEvent> events = [];
        foreach (string block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = block.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.StartsWith("event: ", lines[0], StringComparison.Ordinal);
            Assert.StartsWith("data: ", lines[1], StringComparison.Ordinal);
            events.Add(new(lines[0][7..], JsonNode.Parse(lines[1][6..])!));
        }
        return events;
    }
}
