using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using VoxPilot.Api.Problems;

namespace VoxPilot.Api.Contracts;

/// <summary>How everything is read and written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(CreateSceneRequest))]
[JsonSerializable(typeof(DriveRequest))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(MakePlanRequest))]
[JsonSerializable(typeof(BoxBody))]
[JsonSerializable(typeof(SceneBody))]
[JsonSerializable(typeof(AnswerBody))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(OccupancyBody))]
[JsonSerializable(typeof(GaussiansBody))]
[JsonSerializable(typeof(PlanBody))]
[JsonSerializable(typeof(AnchorScoresBody))]
[JsonSerializable(typeof(DenoiseStepBody))]
[JsonSerializable(typeof(DriveBody))]
[JsonSerializable(typeof(ModelListBody))]
[JsonSerializable(typeof(LoadAdapterRequest))]
[JsonSerializable(typeof(AdapterBody))]
[JsonSerializable(typeof(AdapterListBody))]
[JsonSerializable(typeof(CreateJobRequest))]
[JsonSerializable(typeof(JobBody))]
[JsonSerializable(typeof(JobListBody))]
[JsonSerializable(typeof(JobChainBody))]
[JsonSerializable(typeof(JobKindListBody))]
[JsonSerializable(typeof(JobCheckBody))]
[JsonSerializable(typeof(JobMetricsBody))]
[JsonSerializable(typeof(JobComparisonBody))]
[JsonSerializable(typeof(IReadOnlyList<ArtifactBody>))]
[JsonSerializable(typeof(PromoteRequest))]
[JsonSerializable(typeof(PromotionBody))]
[JsonSerializable(typeof(LoadModelRequest))]
[JsonSerializable(typeof(AddDatasetRequest))]
[JsonSerializable(typeof(DatasetBody))]
[JsonSerializable(typeof(DatasetListBody))]
[JsonSerializable(typeof(DatasetCheckBody))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(HealthBody))]
[JsonSerializable(typeof(SampleListBody))]
[JsonSerializable(typeof(SampleBody))]
[JsonSerializable(typeof(StreamItem))]
[JsonSerializable(typeof(ProblemDocument))]
internal sealed partial class VoxPilotJson : JsonSerializerContext
{
    private static readonly Lazy<VoxPilotJson> readable = new(MakeReadable);

    /// <summary>The context with text left readable: answers are application/json, never part of a page.</summary>
    public static VoxPilotJson Readable => readable.Value;

    /// <summary>Gives foreign options (minimal APIs', SignalR's) the same rules.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.TypeInfoResolverChain.Insert(0, Default);
    }

    private static VoxPilotJson MakeReadable() =>
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
