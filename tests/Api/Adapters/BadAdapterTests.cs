using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoxPilot.Api.Hosting;
using VoxPilot.Api.Tests.Servers;
using VoxPilot.Llm;

namespace VoxPilot.Api.Tests.Adapters;

/// <summary>Adapters that cannot be loaded, and files that clients may not name.</summary>
public sealed class BadAdapterTests(RealServer fixture) : IDisposable
{
    private static readonly (string Json, int Status, string Type, string? Field, string? Said)[] Faults =
    [
        ("""{ "file": "good.gguf" }""", 422, "invalid-input", "name", null),
        ("""{ "name": "a" }""", 422, "invalid-input", "file", null),
        ("""{ "name": "a b", "file": "good.gguf" }""", 422, "invalid-input", "name", "letters"),
        ("""{ "name": "../a", "file": "good.gguf" }""", 422, "invalid-input", "name", "letters"),
        ("""{ "name": "a\n", "file": "good.gguf" }""", 422, "invalid-input", "name", "letters"),
        ("""{ "name": "a", "file": "good.gguf", "scale": 1000 }""", 422, "invalid-input", "scale", null),
        ("""{ "name": "a", "file": "good.gguf", "scale": "NaN" }""", 422, "invalid-input", "scale", null),
        ("""{ "name": "a", "file": "good.gguf", "scale": "much" }""", 422, "invalid-input", "scale", null),
        ("""{ "name": "a", "file": 7 }""", 422, "invalid-input", "file", null),
        ("""{ "name": "a", "file": "nowhere.gguf" }""", 422, "invalid-input", "file", "There is no file"),
        ("""{ "name": "a", "file": "" }""", 422, "invalid-input", "file", "outside"),
        ("""{ "name": "a", "file": "." }""", 422, "invalid-input", "file", "outside"),
        ("""{ "name": "a", "file": "../voxpilot.lock" }""", 422, "invalid-input", "file", "outside"),
        ("""{ "name": "a", "file": "../secret.gguf" }""", 422, "invalid-input", "file", "outside"),
        ("""{ "name": "a", "file": "x/../../secret.gguf" }""", 422, "invalid-input", "file", "outside"),
        ("""{ "name": "a", "file": "/etc/passwd" }""", 422, "invalid-input", "file", "outside"),
        ("""{ "name": "a", "file": "good.gguf\u0000.gguf" }""", 422, "invalid-input", "file", "outside"),
        ("""{ "name": "a", "file": "link.gguf" }""", 422, "invalid-input", "file", "leads out"),
        ("""{ "name": "a", "file": "linked/secret.gguf" }""", 422, "invalid-input", "file", "leads out"),
        ("""{ "name": "a", "file": "good.txt" }""", 422, "invalid-input", "file", "no .gguf"),
        ("""{ "name": "a", "file": "text.gguf" }""", 422, "invalid-adapter", "file", "no GGUF file"),
        ("""{ "name": "a", "file": "cut.gguf" }""", 422, "invalid-adapter", "file", "cut off"),
        ("""{ "name": "a", "file": "wide.gguf" }""", 422, "invalid-adapter", "file", "(4, 512); (4, 256) is expected"),
        ("""{ "name": "a", "file": "model.gguf" }""", 422, "invalid-adapter", "file", "general.type is model"),
        ("""{ "name": "a", """, 400, "malformed-json", null, null),
    ];

    private readonly TestServer server = fixture.Server;

    public static TheoryData<string, int, string, string?, string?> Rows()
    {
        TheoryData<string, int, string, string?, string?> rows = [];
        foreach ((string json, int status, string type, string? field, string? said) in Faults)
        {
            rows.Add(json, status, type, field, said);
        }
        return rows;
    }

    public void Dispose()
    {
        Directory.Delete(MadeAdapter.Folder(server), recursive: true);
        File.Delete(Path.Combine(Data, "secret.gguf"));
    }

    private string Data => server.Services.GetRequiredService<DataRoot>().Path;

    [Theory, MemberData(nameof(Rows))]
    public async Task What_cannot_be_loaded_is_refused(string json, int status, string type, string? field, string? said)
    {
        Lay();
        server.Log.Entries.Clear();
        HttpResponseMessage response = await server.Client.PostAsync("/v1/adapters", new StringContent(json, Encoding.UTF8, "application/json"));
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        JsonNode problem = Problem.Read(response, text, type);
        Assert.True(field is null || problem["errors"]?[field] is not null, text);
        Assert.Contains(said ?? "", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(Data, text, StringComparison.Ordinal);
        CollectedLog.Entry line = Assert.Single(server.Log.Entries);
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.DoesNotContain('\n', line.Text);
        Assert.Empty((await server.GetAsync("/v1/adapters"))["data"]!.AsArray());
    }

    [Fact]
    public async Task Uploads_that_cannot_be_loaded_are_refused_and_leave_no_file()
    {
        byte[] wide = File.ReadAllBytes(MadeAdapter.Write(Path.Combine(Data, "secret.gguf"), LanguageConfig.Nano() with { Width = 512 }, 1));
        await Refused("invalid-adapter", "file", AdapterTests.Form(wide, ("name", "a")));
        await Refused("invalid-adapter", "file", AdapterTests.Form([1, 2, 3], ("name", "a")));
        await Refused("invalid-input", "name", AdapterTests.Form(wide));
        await Refused("invalid-input", "file", AdapterTests.Form(null, ("name", "a")));
        await Refused("invalid-input", "name", AdapterTests.Form(wide, ("name", "../a")));
        await Refused("invalid-input", "scale", AdapterTests.Form(wide, ("name", "a"), ("scale", "much")));
        await Refused("invalid-input", "path", AdapterTests.Form(wide, ("name", "a"), ("path", "/etc/passwd")));
        await Refused("duplicate-part", "name", AdapterTests.Form(wide, ("name", "a"), ("name", "b")));
        await Refused("unsupported-media-type", null, new StringContent("x", Encoding.UTF8, "text/plain"));
        await Refused("malformed-multipart", null, Cut());

        StringContent Cut()
        {
            StringContent content = new("--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nGGUF");
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
            return content;
        }

        async Task Refused(string type, string? field, HttpContent form)
        {
            HttpResponseMessage response = await server.Client.PostAsync("/v1/adapters", form);
            string text = await response.Content.ReadAsStringAsync();
            JsonNode problem = Problem.Read(response, text, type);
            Assert.True(field is null || problem["errors"]?[field] is not null, text);
            Assert.DoesNotContain(Data, text, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(MadeAdapter.Folder(server)));
        }
    }

    private void Lay()
    {
        string folder = MadeAdapter.Folder(server), good = MadeAdapter.Write(server, "good.gguf", 1);
        File.Copy(good, Path.Combine(folder, "good.txt"));
        File.Copy(good, Path.Combine(Data, "secret.gguf"));
        File.CreateSymbolicLink(Path.Combine(folder, "link.gguf"), Path.Combine(Data, "secret.gguf"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "linked"), Data);
        File.WriteAllText(Path.Combine(folder, "text.gguf"), "no GGUF");
        File.WriteAllBytes(Path.Combine(folder, "cut.gguf"), File.ReadAllBytes(good)[..^1000]);
        MadeAdapter.Write(Path.Combine(folder, "wide.gguf"), LanguageConfig.Nano() with { Width = 512 }, 1);
        UntrainedLlama.Write(Path.Combine(folder, "model.gguf"), LanguageConfig.Nano() with { Width = 64, Layers = 1, Heads = 2, KvHeads = 2, Ffn = 96 }, 1, null, GgufTensorType.F16);
    }
}
