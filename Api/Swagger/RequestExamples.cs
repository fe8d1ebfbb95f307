using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace VoxPilot.Api.Swagger;

/// <summary>Gives each operation examples that run as they stand, and multipart bodies their parts.</summary>
internal sealed class RequestExamples : IOperationFilter
{
    /// <inheritdoc/>
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (OpenApiParameter parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter is { Name: "id", In: ParameterLocation.Path })
            {
                parameter.Example = JsonValue.Create(Scenes.SceneDirectory.Latest);
            }
        }
    }
}
