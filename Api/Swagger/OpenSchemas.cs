using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace VoxPilot.Api.Swagger;

/// <summary>Objects may hold further fields: answers come to have more, and requests with unknown ones are taken.</summary>
internal sealed class OpenSchemas : ISchemaFilter
{
    /// <inheritdoc/>
    public void Apply(IOpenApiSchema schema, SchemaFilterContext context)
    {
        if (schema is OpenApiSchema { AdditionalProperties: null } open)
        {
            open.AdditionalPropertiesAllowed = true;
        }
    }
}
