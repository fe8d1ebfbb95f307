using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Idempotency;
using VoxPilot.Api.Occupancy;
using VoxPilot.Api.Samples;
using VoxPilot.Api.Scenes;

namespace VoxPilot.Api.Swagger;

/// <summary>Gives each operation examples that run as they stand: first POST /v1/scenes, then anything below /v1/scenes/latest.</summary>
internal sealed class RequestExamples(SampleCatalog samples) : IOperationFilter
{
    private const string Json = "application/json";

    private SampleBody? Sample => samples.All is [{ Body: var first }, ..] ? first : null;

    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        switch (operation.OperationId)
        {
            case "create_scene":
                Frames(operation, ExampleScene.Scene);
                break;
            case "drive":
                Frames(operation, ExampleScene.Drive);
                break;
            case "get_occupancy":
                foreach (string type in (string[])[OccupancyNpz.ContentType, OccupancyBinary.ContentType])
                {
                    operation.Responses!["200"].Content![type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } };
                }
                break;
            case "ask_scene":
                Bodies(operation, new()
                {
                    ["question"] = """{ "question": "What is around the car?", "max_tokens": 32 }""",
                    ["conversation"] = """
                        { "messages": [ { "role": "user", "content": "Is the lane ahead free?" } ],
                          "max_tokens": 32, "temperature": 0.7, "top_p": 0.9, "seed": 7 }
                        """,
                    ["as JSON"] = """
                        { "question": "Is there a car ahead, and how far away?", "max_tokens": 64,
                          "response_format": { "type": "json_schema", "json_schema": { "name": "car_ahead", "strict": true, "schema": {
                            "type": "object", "additionalProperties": false, "required": ["car", "metres"],
                            "properties": { "car": { "type": "boolean" }, "metres": { "type": ["integer", "null"], "minimum": 0, "maximum": 60 } } } } } }
                        """,
                });
                Events(operation, "event: token\ndata: {\"index\":0,\"text\":\"A car\"}\n\nevent: done\ndata: {\"answer\":\"A car …\", …}\n\n");
                break;
            case "load_adapter":
                Media(operation, Json).Example = JsonNode.Parse("""{ "name": "night", "file": "night.gguf", "scale": 1 }""");
                operation.RequestBody!.Content!["multipart/form-data"] = AdapterForm();
                TakesIdempotencyKey(operation);
                break;
            case "queue_job":
                Bodies(operation, new()
                {
                    ["a data set"] = """{ "kind": "world", "preset": "tiny", "name": "a small town", "parameters": { "dataset": "town", "seed": 7 } }""",
                });
                TakesIdempotencyKey(operation);
                break;
            case "check_job":
                Media(operation, Json).Example = JsonNode.Parse("""{ "kind": "closedloop", "preset": "quick", "parameters": { "pack": "nano" } }""");
                break;
            case "add_dataset":
                Media(operation, Json).Example = JsonNode.Parse("""{ "name": "village", "world": { "scenes": 1, "seconds": 3, "seed": 11 } }""");
                operation.RequestBody!.Content!["multipart/form-data"] = ArchiveForm();
                TakesIdempotencyKey(operation);
                break;
            case "load_model":
                Media(operation, Json).Example = JsonNode.Parse("""{ "model": "nano" }""");
                break;
            case "promote_job":
                Media(operation, Json).Example = JsonNode.Parse("""{ "name": "mine" }""");
                break;
            case "plan_scene":
                Bodies(operation, new()
                {
                    ["as the scene has it"] = "{}",
                    ["another command"] = """{ "command": "left", "samples": 3, "seed": 7 }""",
                    ["without the car ahead"] = """{ "what_if": { "remove": [ { "center": [16.2, 0, 1], "size": [6, 3, 3], "yaw": 0 } ] } }""",
                });
                Events(operation, "event: anchor_scores\ndata: {\"anchors\":[ … ]}\n\nevent: denoise_step\ndata: {\"step\":0, … }\n\nevent: plan\ndata: { … }\n\n");
                break;
        }
        foreach (OpenApiParameter parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            parameter.Example = Value(operation.OperationId, parameter.Name) ?? parameter.Example;
        }
    }

    private JsonNode? Value(string? operation, string? parameter) => parameter switch
    {
        // Deleting the scene that all other examples use would be a poor example.
        "id" when operation == "delete_scene" => null,
        // There is no job and no data set until someone makes one.
        "id" or "name" or "kind" or "before" when operation is not null && (operation.Contains("job", StringComparison.Ordinal) || operation.Contains("dataset", StringComparison.Ordinal)) => null,
        "id" => SceneDirectory.Latest,
        "horizon" => "0,1,2,3",
        "format" => "json",
        // No adapter is loaded until someone does.
        "name" when operation is "get_adapter" or "drop_adapter" => null,
        "name" => Sample?.Name,
        "camera" => Sample?.Cameras[0],
        _ => null,
    };

    private static void Frames(OpenApiOperation operation, JsonNode example)
    {
        OpenApiMediaType json = Media(operation, Json);
        json.Example = example.DeepClone();
        operation.RequestBody!.Content!["multipart/form-data"] = MultipartForm(json.Schema!, example);
        TakesIdempotencyKey(operation);
    }

    private static void TakesIdempotencyKey(OpenApiOperation operation) =>
        (operation.Parameters ??= []).Add(new OpenApiParameter
        {
            Name = IdempotencyStore.Header,
            In = ParameterLocation.Header,
            Description = "The same key and body again get the same answer, and nothing is made twice. 1 to 255 visible ASCII characters.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
        });

    private static OpenApiMediaType AdapterForm() => new()
    {
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "name", "file" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What questions will call it." },
                ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The LoRA as a GGUF." },
                ["scale"] = new OpenApiSchema { Type = JsonSchemaType.Number, Description = "Its strength; 1, as trained, if left out." },
            },
        },
    };

    private static OpenApiMediaType ArchiveForm() => new()
    {
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "name", "file" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["name"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "What jobs will call it; the first part." },
                ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "A zip, tar or tar.gz of a folder in nuScenes' format." },
            },
        },
    };

    private static OpenApiMediaType MultipartForm(IOpenApiSchema scene, JsonNode example)
    {
        JsonObject part = example.DeepClone().AsObject();
        part.Remove("images");
        OpenApiSchema form = new()
        {
            Type = JsonSchemaType.Object,
            Required = new HashSet<string> { "scene" },
            Properties = new Dictionary<string, IOpenApiSchema> { ["scene"] = scene },
            AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "An image of each further camera that the rig declares, under its name." },
        };
        Dictionary<string, OpenApiEncoding> encoding = new() { ["scene"] = new() { ContentType = Json } };
        foreach (string camera in Core.Rig.NuScenesNames)
        {
            form.Properties[camera] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = $"JPEG or PNG of {camera}, where the rig declares it." };
            encoding[camera] = new() { ContentType = "image/jpeg, image/png" };
        }
        return new() { Schema = form, Encoding = encoding };
    }

    private static void Bodies(OpenApiOperation operation, Dictionary<string, string> bodies) =>
        Media(operation, Json).Examples = bodies.ToDictionary(
            pair => pair.Key, pair => (IOpenApiExample)new OpenApiExample { Summary = pair.Key, Value = JsonNode.Parse(pair.Value) });

    private static void Events(OpenApiOperation operation, string example) =>
        operation.Responses!["200"].Content!["text/event-stream"] = new OpenApiMediaType
        {
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Server-sent events, with `stream`." },
            Example = example,
        };

    private static OpenApiMediaType Media(OpenApiOperation operation, string type) => (OpenApiMediaType)operation.RequestBody!.Content![type];
}
