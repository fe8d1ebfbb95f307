using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VoxPilot.Api.Jobs;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Jobs;

/// <summary>Data sets over HTTP: generated, registered, uploaded, looked at, deleted.</summary>
public sealed class DatasetEndpointTests(JobServer jobs) : IAsyncLifetime
{
    private TestServer server = null!;

    private string Folder => server.Services.GetRequiredService<JobFolders>().Datasets;

    public async ValueTask InitializeAsync() => server = await jobs.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_generated_one_is_described_checked_and_looked_at()
    {
        JsonNode town = await server.GetAsync($"/v1/datasets/{JobServer.Town}");
        Assert.Equal(("generated", "datasets/town", 2), (town["origin"]!.GetValue<string>(), town["folder"]!.GetValue<string>(), town["scenes"]!.GetValue<int>()));
        Assert.Equal("succeeded", JobServer.State(await jobs.JobAsync(town["job"]!.GetValue<string>())));
        JsonNode check = await server.GetAsync($"/v1/datasets/{JobServer.Town}/check?deep=true");
        Assert.True(check["clean"]!.GetValue<bool>(), check.ToJsonString());
        Assert.Equal(town["keyframes"]!.GetValue<long>(), check["occupancy"]!.GetValue<long>());
        HttpResponseMessage sheet = await server.Client.GetAsync($"/v1/datasets/{JobServer.Town}/preview?keyframe=3");
        Assert.Equal(("image/png", 0x89), (sheet.Content.Headers.ContentType!.MediaType, (await sheet.Content.ReadAsByteArrayAsync())[0]));
        await Problem.ReadAsync(await server.Client.GetAsync($"/v1/datasets/{JobServer.Town}/preview?keyframe=1000"), "invalid-input");
        await Problem.ReadAsync(await server.Client.GetAsync("/v1/datasets/none/check"), "dataset-not-found");
        // Its name is taken, for jobs too.
        await Problem.ReadAsync(await jobs.PostAsync("/v1/datasets", new JsonObject { ["name"] = JobServer.Town, ["world"] = new JsonObject() }), "invalid-input");
    }

    [Fact]
    public async Task A_folder_below_the_data_root_is_registered_and_stays_when_it_is_taken_out()
    {
        Assert.Equal(HttpStatusCode.Created, (await AddAsync("again", "datasets/town")).StatusCode);
        await Problem.ReadAsync(await AddAsync("again", "datasets/town"), "dataset-exists");
        Assert.Contains((await server.GetAsync("/v1/datasets"))["data"]!.AsArray(), set => set!["name"]!.GetValue<string>() == "again" && set["origin"]!.GetValue<string>() == "registered");
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.DeleteAsync("/v1/datasets/again")).StatusCode);
        await Problem.ReadAsync(await server.Client.DeleteAsync("/v1/datasets/again"), "dataset-not-found");
        Assert.True(Directory.Exists(Path.Combine(Folder, "town")));

        string link = Path.Combine(Folder, "way-out");
        Directory.CreateSymbolicLink(link, Path.GetTempPath());
        foreach (string folder in (string[])["..", "/etc", "datasets/none", "datasets/way-out"])
        {
            JsonNode problem = await Problem.ReadAsync(await AddAsync("outside", folder), "invalid-input");
            Assert.Contains("below the data root", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        Directory.Delete(link);
        await Problem.ReadAsync(await AddAsync("../evil", "datasets/town"), "invalid-input");
        await Problem.ReadAsync(await AddAsync("empty", "models"), "invalid-input");
        await Problem.ReadAsync(await jobs.PostAsync("/v1/datasets", new JsonObject { ["name"] = "neither" }), "invalid-input");
    }

    [Theory]
    [InlineData("zip")]
    [InlineData("tar")]
    [InlineData("tar.gz")]
    public async Task An_archive_is_taken_and_gone_when_it_is_deleted(string kind)
    {
        string name = $"sent-{kind.Replace('.', '-')}";
        byte[] archive = kind == "zip" ? Zip(Path.Combine(Folder, "town")) : Tar(Path.Combine(Folder, "town"), kind == "tar.gz");
        HttpResponseMessage response = await UploadAsync(name, archive);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        JsonNode sent = await server.GetAsync($"/v1/datasets/{name}");
        Assert.Equal(("uploaded", (await server.GetAsync("/v1/datasets/town"))["keyframes"]!.GetValue<int>()), (sent["origin"]!.GetValue<string>(), sent["keyframes"]!.GetValue<int>()));
        Assert.True(Directory.Exists(Path.Combine(Folder, name)));
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.DeleteAsync($"/v1/datasets/{name}")).StatusCode);
        Assert.False(Directory.Exists(Path.Combine(Folder, name)));
    }

    [Fact]
    public async Task An_archive_that_leads_out_links_or_is_none_is_refused_and_leaves_nothing()
    {
        string[] before = Directory.GetFileSystemEntries(Folder);
        string outside = Path.Combine(Folder, "..", "evil.txt");
        (byte[] Archive, string Says)[] cases =
        [
            (ZipOf("../../evil.txt"), "leads out"), (ZipOf("/evil.txt"), "leads out"), (TarOf(new PaxTarEntry(TarEntryType.RegularFile, "../../../evil.txt") { DataStream = new MemoryStream([1]) }), "leads out"),
            (TarOf(new PaxTarEntry(TarEntryType.SymbolicLink, "link") { LinkName = "/etc" }), "neither a file nor a folder"),
            (TarOf(new PaxTarEntry(TarEntryType.HardLink, "link") { LinkName = "../../x" }), "neither a file nor a folder"),
            (ZipOf("some/file.txt"), "no data set"), ("no archive at all"u8.ToArray(), ""), ([], ""),
        ];
        foreach ((byte[] archive, string says) in cases)
        {
            HttpResponseMessage response = await UploadAsync("refused", archive);
            JsonNode problem = await Problem.ReadAsync(response, "invalid-input");
            Assert.Contains(says, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(Folder).Order());
        Assert.False(File.Exists(outside));
        using MultipartFormDataContent without = new() { { new StringContent("x"), "name" } };
        await Problem.ReadAsync(await server.Client.PostAsync("/v1/datasets", without), "invalid-input");
    }

    [Fact]
    public async Task An_archive_that_is_too_large_is_refused_as_it_unpacks()
    {
        await using TestServer small = await TestServer.StartAsync("--VoxPilot:Jobs:Uploads:Bytes=5000", "--VoxPilot:Jobs:Uploads:Files=3");
        using MultipartFormDataContent bomb = Form("bomb", ZipOf("zeros", new byte[100_000]));
        JsonNode problem = await Problem.ReadAsync(await small.Client.PostAsync("/v1/datasets", bomb), "body-too-large");
        Assert.Contains("content of the archive", problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        using MultipartFormDataContent many = Form("many", ZipOf([("a", [1]), ("b", [1]), ("c", [1]), ("d", [1])]));
        Assert.Contains("more files", (await Problem.ReadAsync(await small.Client.PostAsync("/v1/datasets", many), "invalid-input"))["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_job_needs_is_not_deleted()
    {
        Assert.Equal(HttpStatusCode.Created, (await AddAsync("needed", "datasets/town")).StatusCode);
        JsonObject parameters = JobServer.Short(100000);
        parameters["data"] = new JsonArray("needed");
        string id = JobServer.Id(await jobs.QueueAsync(new() { ["kind"] = "dense2d", ["parameters"] = parameters }));
        await Problem.ReadAsync(await server.Client.DeleteAsync("/v1/datasets/needed"), "job-conflict");
        await jobs.PostAsync($"/v1/jobs/{id}/cancel");
        while (JobServer.State(await jobs.JobAsync(id)) != "cancelled")
        {
            await Task.Delay(50);
        }
        Assert.Equal(HttpStatusCode.NoContent, (await server.Client.DeleteAsync("/v1/datasets/needed")).StatusCode);
    }

    private Task<HttpResponseMessage> AddAsync(string name, string folder) => jobs.PostAsync("/v1/datasets", new JsonObject { ["name"] = name, ["folder"] = folder });

    private async Task<HttpResponseMessage> UploadAsync(string name, byte[] archive)
    {
        using MultipartFormDataContent form = Form(name, archive);
        return await server.Client.PostAsync("/v1/datasets", form);
    }

    private static MultipartFormDataContent Form(string name, byte[] archive)
    {
        ByteArrayContent file = new(archive);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new() { { new StringContent(name), "name" }, { file, "file", "archive" } };
    }

    private static byte[] Zip(string folder)
    {
        using MemoryStream stream = new();
        ZipFile.CreateFromDirectory(folder, stream, CompressionLevel.NoCompression, includeBaseDirectory: true);
        return stream.ToArray();
    }

    private static byte[] Tar(string folder, bool compressed)
    {
        using MemoryStream stream = new();
        if (!compressed)
        {
            TarFile.CreateFromDirectory(folder, stream, includeBaseDirectory: false);
            return stream.ToArray();
        }
        using (GZipStream squeezed = new(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            TarFile.CreateFromDirectory(folder, squeezed, includeBaseDirectory: true);
        }
        return stream.ToArray();
    }

    private static byte[] ZipOf(string name, byte[]? content = null) => ZipOf([(name, content ?? [1])]);

    private static byte[] ZipOf((string Name, byte[] Content)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return stream.ToArray();
    }

    private static byte[] TarOf(TarEntry entry)
    {
        using MemoryStream stream = new();
        using (TarWriter tar = new(stream, leaveOpen: true))
        {
            tar.WriteEntry(entry);
        }
        return stream.ToArray();
    }
}
