using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using VoxPilot.Testing;

namespace VoxPilot.Api.Tests.Servers;

/// <summary>A request that brings frames, to be spoilt at will.</summary>
internal sealed class SceneForm
{
    public required JsonObject Scene { get; init; }

    public required List<Part> Images { get; init; }

    public JsonObject Cameras => Scene["rig"]!["cameras"]!.AsObject();

    /// <summary>The made-up street of examples/requests/scene.json.</summary>
    public static SceneForm MadeUp()
    {
        JsonObject scene = JsonNode.Parse(File.ReadAllText(RepositoryRoot.At("examples/requests/scene.json")))!.AsObject();
        List<Part> images = [.. scene["images"]!.AsObject().Select(pair =>
            new Part(pair.Key, Convert.FromBase64String(pair.Value!.GetValue<string>().Split(',')[1]), "image/png"))];
        scene.Remove("images");
        return new() { Scene = scene, Images = images };
    }

    /// <summary>A sample as the server gives it.</summary>
    public static async Task<SceneForm> SampleAsync(TestServer server, string name)
    {
        JsonObject scene = (await server.GetAsync($"/v1/samples/{name}"))["scene"]!.AsObject();
        List<Part> images = [];
        foreach ((string camera, _) in scene["rig"]!["cameras"]!.AsObject())
        {
            HttpResponseMessage image = await server.Client.GetAsync($"/v1/samples/{name}/{camera}");
            images.Add(new(camera, await image.Content.ReadAsByteArrayAsync(), image.Content.Headers.ContentType!.MediaType!));
        }
        return new() { Scene = scene.DeepClone().AsObject(), Images = images };
    }

    public Part Image(string camera) => Images.Single(part => part.Name == camera);

    public void Replace(string camera, byte[] bytes, string type = "image/jpeg") =>
        Images[Images.FindIndex(part => part.Name == camera)] = new(camera, bytes, type);

    public MultipartFormDataContent ToMultipart()
    {
        MultipartFormDataContent form = [];
        form.Add(new StringContent(Scene.ToJsonString(), Encoding.UTF8, "application/json"), "scene");
        foreach (Part part in Images)
        {
            ByteArrayContent content = new(part.Bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue(part.Type);
            form.Add(content, part.Name, part.Name + ".img");
        }
        return form;
    }

    /// <summary>The same as JSON with data URLs.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = Scene.DeepClone().AsObject();
        json["images"] = new JsonObject(Images.Select(part =>
            KeyValuePair.Create(part.Name, (JsonNode?)JsonValue.Create($"data:{part.Type};base64,{Convert.ToBase64String(part.Bytes)}"))));
        return json;
    }

    internal sealed record Part(string Name, byte[] Bytes, string Type);
}
