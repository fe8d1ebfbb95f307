using VoxPilot.Api.Tests.Servers;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Examples;

/// <summary>examples/voxpilot.http, sent from top to bottom as an editor does.</summary>
public sealed class HttpFileTests(RealServer fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task Every_request_succeeds_and_does_so_again()
    {
        string[] requests = (await File.ReadAllTextAsync(RepositoryRoot.At("examples/voxpilot.http"))).Split("\n### ")[1..];
        Assert.True(requests.Length >= 9, $"Only {requests.Length} requests were found.");
        for (int round = 0; round < 2; round++)
        {
            foreach (string request in requests)
            {
                using HttpRequestMessage message = Read(request);
                using HttpResponseMessage response = await server.Client.SendAsync(message);
                Assert.True(response.IsSuccessStatusCode, $"{request}\n{await response.Content.ReadAsStringAsync()}");
            }
        }
    }

    // A title; method and address; headers; an empty line; a body or the name of its file.
    private static HttpRequestMessage Read(string request)
    {
        string[] parts = request.Trim().Split("\n\n", 2);
        string[] head = parts[0].Split('\n')[1..], line = head[0].Split(' ');
        HttpRequestMessage message = new(new(line[0]), line[1].Replace("{{server}}", "", StringComparison.Ordinal));
        string body = parts.Length == 2 ? parts[1].Trim() : "";
        if (body.StartsWith("< ", StringComparison.Ordinal))
        {
            body = File.ReadAllText(RepositoryRoot.At(Path.Combine("examples", body[2..])));
        }
        if (body.Length > 0)
        {
            message.Content = new StringContent(body);
            message.Content.Headers.Remove("Content-Type");
        }
        foreach (string[] header in head[1..].Select(text => text.Split(": ", 2)))
        {
            Assert.True(message.Headers.TryAddWithoutValidation(header[0], header[1]) || message.Content!.Headers.TryAddWithoutValidation(header[0], header[1]), header[0]);
        }
        return message;
    }
}
