using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Swagger;

public sealed class SwaggerTests(RealServer fixture)
{
    private readonly TestServer server = fixture.Server;

    [Fact]
    public async Task The_document_is_valid_OpenAPI_3_1()
    {
        string text = await server.Client.GetStringAsync("/swagger/v1/swagger.json");
        ReadResult read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        Assert.StartsWith("3.1", JsonNode.Parse(text)!["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        HttpResponseMessage page = await server.Client.GetAsync("/swagger/index.html");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Fact]
    public async Task Every_operation_has_a_name_a_summary_and_described_parameters_and_fields()
    {
        JsonNode document = await server.GetAsync("/swagger/v1/swagger.json");
        foreach ((string path, JsonNode? methods) in document["paths"]!.AsObject())
        {
            foreach ((string method, JsonNode? operation) in methods!.AsObject())
            {
                Assert.True(operation!["operationId"] is not null && operation["summary"] is not null, $"{method} {path}");
                Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.True(parameter!["description"] is not null, $"{method} {path} {parameter["name"]}"));
            }
        }
        foreach ((string name, JsonNode? schema) in document["components"]!["schemas"]!.AsObject())
        {
            foreach ((string field, JsonNode? value) in schema!["properties"]?.AsObject() ?? [])
            {
                Assert.True(value!["description"] is not null, $"{name}.{field} has no description");
            }
        }
    }

    [Fact]
    public async Task Its_examples_run_as_they_stand()
    {
        JsonNode document = await server.GetAsync("/swagger/v1/swagger.json");
        MadeAdapter.Write(server, "night.gguf", 1); // the one file that an example needs
        List<(string Method, string Path, JsonNode Operation)> operations = [];
        foreach ((string path, JsonNode? methods) in document["paths"]!.AsObject())
        {
            operations.AddRange(methods!.AsObject().Select(pair => (pair.Key, path, pair.Value!)));
        }
        int ran = 0;
        // The scene first: the others name it as 'latest'.
        foreach ((string method, string path, JsonNode operation) in operations.OrderBy(operation => operation.Operation["operationId"]!.GetValue<string>() != "create_scene"))
        {
            if (Address(path, operation) is not { } address)
            {
                continue;
            }
            foreach (string? body in Bodies(operation))
            {
                using HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), address);
                request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
                HttpResponseMessage response = await server.Client.SendAsync(request);
                string text = await response.Content.ReadAsStringAsync();
                // What the pack in service has no network for, it says.
                Assert.True(response.IsSuccessStatusCode || (response.StatusCode == HttpStatusCode.Conflict && text.Contains("missing-capability", StringComparison.Ordinal)), $"{method} {address} {body}\n{text}");
                Assert.True(operation["responses"]![((int)response.StatusCode).ToString()] is not null, $"{method} {path} answers {response.StatusCode}, which is not described.");
                ran++;
            }
        }
        Assert.True(ran >= 12, $"Only {ran} examples ran.");
        await server.Client.DeleteAsync("/v1/adapters/night");
        Directory.Delete(MadeAdapter.Folder(server), recursive: true);
    }

    // Null where a path parameter has no example: deleting the scene of all other examples is left to the reader.
    private static string? Address(string path, JsonNode operation)
    {
        List<string> query = [];
        foreach (JsonNode? parameter in operation["parameters"]?.AsArray() ?? [])
        {
            string name = parameter!["name"]!.GetValue<string>();
            string? example = parameter["example"]?.GetValue<string>();
            switch (parameter["in"]!.GetValue<string>())
            {
                case "path" when example is null: return null;
                case "path": path = path.Replace($"{{{name}}}", example, StringComparison.Ordinal); break;
                case "query" when example is not null: query.Add($"{name}={example}"); break;
            }
        }
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    private static IEnumerable<string?> Bodies(JsonNode operation)
    {
        if (operation["requestBody"]?["content"]?["application/json"] is not { } json)
        {
            return [null];
        }
        return json["examples"] is { } examples
            ? examples.AsObject().Select(pair => pair.Value!["value"]!.ToJsonString())
            : [json["example"]!.ToJsonString()];
    }
}
