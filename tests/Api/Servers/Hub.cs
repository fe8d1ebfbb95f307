using System.Diagnostics;
using System.Text.Json.Nodes;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>Calls the hub as a page does: with npm's @microsoft/signalr, run by node (hub.mjs).</summary>
internal static class Hub
{
    public static JsonObject Call(string method, params JsonNode?[] args) => new() { ["method"] = method, ["args"] = new JsonArray(args) };

    /// <summary>Makes the calls one after the other over one connection.</summary>
    /// <returns>For each call its items.</returns>
    public static async Task<JsonArray> CallAsync(TestServer server, JsonArray calls)
    {
        Assert.SkipUnless(Directory.Exists(RepositoryRoot.At("node_modules/@microsoft/signalr")), "npm's @microsoft/signalr is not installed; ./voxpilot test installs it.");
        using Process node = new()
        {
            StartInfo = new("node", [RepositoryRoot.At("tests/Api/hub.mjs"), server.Url.ToString()])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        node.Start();
        Task<string> output = node.StandardOutput.ReadToEndAsync(), errors = node.StandardError.ReadToEndAsync();
        await node.StandardInput.WriteAsync(calls.ToJsonString());
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, await errors);
        return JsonNode.Parse(await output)!.AsArray();
    }

    public static string Text(JsonArray items) => string.Concat(
        items.Where(item => item!["event"]!.GetValue<string>() == "token").Select(item => item!["data"]!["text"]!.GetValue<string>()));

    public static IEnumerable<string> Events(JsonArray items) => items.Select(item => item!["event"]!.GetValue<string>());
}
