using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;

namespace VoxPilot.Api.Swagger;

/// <summary>The OpenAPI document and Swagger UI.</summary>
internal static class SwaggerSetup
{
    // From the main job outwards.
    private static readonly string[] Areas = ["Scenes", "Answers", "Occupancy", "Plans", "Drive", "Models", "Adapters", "Jobs", "Datasets", "Samples", "Health"];

    /// <summary>Describes the API.</summary>
    public static void AddVoxPilotSwagger(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(options =>
        {
            options.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "VoxPilot",
                Version = "v1",
                Description = "Camera frames in; semantic occupancy, answers and a trajectory out. A research tool: it never holds the wheel.\n\n"
                    + "Metres, seconds, radians; ego frame x forward, y left, z up; quaternions w, x, y, z. Errors are RFC 9457 problem details.\n\n"
                    + "To try it: run POST /v1/scenes as it stands, then anything below /v1/scenes/latest.",
            });
            options.SupportNonNullableReferenceTypes();
            options.CustomSchemaIds(type => type.Name.EndsWith("Body", StringComparison.Ordinal) ? type.Name[..^4] : type.Name);
            foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "VoxPilot.*.xml"))
            {
                options.IncludeXmlComments(file);
            }
            options.OrderActionsBy(api => $"{Array.IndexOf(Areas, Area(api))} {api.RelativePath?.Length:000} {api.HttpMethod}");
            options.MapType<JsonObject>(() => new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = true });
            options.SchemaFilter<OpenSchemas>();
            options.OperationFilter<RequestExamples>();
        });
    }

    /// <summary>Serves the document at /swagger/v1/swagger.json and the page at /swagger.</summary>
    public static void UseVoxPilotSwagger(this WebApplication app)
    {
        app.UseSwagger(options => options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1);
        app.UseSwaggerUI(options =>
        {
            options.DocumentTitle = "VoxPilot API";
            options.SwaggerEndpoint("v1/swagger.json", "VoxPilot v1");
            options.EnableTryItOutByDefault();
            options.DisplayRequestDuration();
        });
    }

    private static string? Area(ApiDescription api) =>
        api.ActionDescriptor.EndpointMetadata.OfType<ITagsMetadata>().FirstOrDefault()?.Tags is [var tag, ..] ? tag : null;
}
