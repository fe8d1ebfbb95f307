using System.Text.Json.Nodes;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Drives;

/// <summary>The same request, pack and seed give the same body, alone and in company.</summary>
public sealed class ManyClientsTests(RealServer fixture)
{
    private const int Clients = 8;

    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task The_same_request_twice_gives_equal_bodies()
    {
        Assert.Equal(StableJson.Of(await DriveAsync(0)), StableJson.Of(await DriveAsync(0)));
    }

    [Fact]
    public async Task Eight_clients_at_once_on_different_scenes_get_what_each_gets_alone()
    {
        string[] alone = new string[Clients];
        for (int i = 0; i < Clients; i++)
        {
            alone[i] = StableJson.Of(await DriveAsync(i));
        }
        Assert.Equal(Clients, alone.Distinct().Count());
        JsonNode[] together = await Task.WhenAll(Enumerable.Range(0, Clients).Select(DriveAsync));
        Assert.All(together.Zip(alone), pair => Assert.Equal(pair.Second, StableJson.Of(pair.First)));
    }

    // A street of its own for each client: the cameras' pictures change places, and the car's speed differs.
    private static SceneForm Scene(int client)
    {
        SceneForm form = SceneForm.MadeUp();
        SceneForm.Part[] pictures = [.. form.Images];
        for (int i = 0; i < pictures.Length; i++)
        {
            form.Images[i] = pictures[(i + client) % pictures.Length] with { Name = pictures[i].Name };
        }
        form.Scene["ego"]!["velocity"] = new JsonArray(client, 0);
        form.Scene["seed"] = client;
        form.Scene["ask"] = $"What is around car {client}?";
        return form;
    }

    private async Task<JsonNode> DriveAsync(int client)
    {
        JsonNode drive = await server.PostAsync("/v1/drive", Scene(client));
        string id = drive["scene"]!["id"]!.GetValue<string>();
        return new JsonObject
        {
            ["drive"] = drive,
            ["answer"] = await server.PostAsync($"/v1/scenes/{id}/answers", """{ "question": "Is the lane free?", "max_tokens": 12, "temperature": 0.8 }"""),
            ["plan"] = await server.PostAsync($"/v1/scenes/{id}/plan", """{ "command": "right", "samples": 2 }"""),
        };
    }
}
