using System.Text.Json.Nodes;

namespace VoxPilot.Api.Swagger;

/// <summary>A made-up street seen by six small cameras: examples/requests/scene.json, which the program carries with it.</summary>
internal static class ExampleScene
{
    private const string Resource = "scene.json";

    /// <summary>Body of POST /v1/scenes.</summary>
    public static JsonNode Scene { get; } = Read();

    /// <summary>Body of POST /v1/drive: the same scene, and what is wanted of it.</summary>
    public static JsonNode Drive { get; } = WithWishes();

    private static JsonNode Read()
    {
        using Stream stream = typeof(ExampleScene).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the program.");
        return JsonNode.Parse(stream)!;
    }

    private static JsonObject WithWishes()
    {
        JsonObject drive = Scene.DeepClone().AsObject();
        JsonNode? images = drive["images"];
        drive.Remove("images");
        drive["ask"] = "What is around the car?";
        drive["horizons"] = new JsonArray(0, 1, 2, 3);
        drive["plan"] = true;
        drive["images"] = images;
        return drive;
    }
}
