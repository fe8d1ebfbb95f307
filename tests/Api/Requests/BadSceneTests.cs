using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using VoxPilot.Api.Tests.Servers;

namespace VoxPilot.Api.Tests.Requests;

/// <summary>Each fault that a client can make with a scene: the problem names the part and the fault, and the server goes on.</summary>
public sealed class BadSceneTests(RealServer fixture)
{
    private readonly TestServer server = fixture.Server;

    /// <summary>Spoils a request; what the problem is to be; the field or part it is to name.</summary>
    internal sealed record Fault(Func<SceneForm, HttpContent> Spoil, int Status, string Type, string? Field, string? Says = null);

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["an image that is text"] = Image("CAM_FRONT", form => "not an image"u8.ToArray(), 422, "invalid-image"),
        ["an empty image"] = Image("CAM_BACK", _ => [], 422, "invalid-image"),
        ["an image that ends after its header"] = Image("CAM_FRONT", form => form.Image("CAM_FRONT").Bytes[..60], 422, "invalid-image"),
        ["an image that ends in the middle"] = Image("CAM_FRONT", form => form.Image("CAM_FRONT").Bytes[..^200], 422, "invalid-image"),
        ["a JPEG that ends in the middle"] = Image("CAM_FRONT", _ => Jpeg(160, 90)[..^300], 422, "invalid-image"),
        ["an image with damaged data"] = Image("CAM_FRONT", form => Damaged(form.Image("CAM_FRONT").Bytes), 422, "invalid-image"),
        ["an image of another size"] = Image("CAM_FRONT", _ => Jpeg(64, 64), 422, "invalid-image"),
        ["a WebP image by its bytes"] = Image("CAM_FRONT", _ => [.. "RIFF\0\0\0\0WEBPVP8 "u8, .. new byte[64]], 422, "not-supported-yet"),
        ["a WebP image by its type"] = new(form => Multipart(form, f => f.Replace("CAM_FRONT", [1, 2, 3], "image/webp")), 422, "not-supported-yet", "CAM_FRONT", "image/jpeg"),
        ["a GIF"] = new(form => Multipart(form, f => f.Replace("CAM_FRONT", [1, 2, 3], "image/gif")), 415, "unsupported-media-type", "CAM_FRONT", "image/gif"),
        ["a camera without an image"] = new(form => Multipart(form, f => f.Images.RemoveAt(2)), 422, "missing-camera", "CAM_FRONT_LEFT"),
        ["no image at all"] = new(form => Multipart(form, f => f.Images.Clear()), 422, "missing-camera", "CAM_FRONT"),
        ["a camera twice"] = new(form => Multipart(form, f => f.Images.Add(f.Image("CAM_BACK"))), 422, "duplicate-part", "CAM_BACK"),
        ["an image that the rig does not declare"] = new(form => Multipart(form, f => f.Cameras.Remove("CAM_BACK")), 422, "undeclared-part", "CAM_BACK"),
        ["no cameras"] = new(form => Multipart(form, f => f.Scene["rig"] = new JsonObject()), 422, "invalid-input", "rig.cameras"),
        ["no rig"] = new(form => Multipart(form, f => f.Scene.Remove("rig")), 422, "invalid-input", "rig.cameras"),
        ["nine cameras"] = new(form => Multipart(form, NineCameras), 422, "invalid-input", "rig.cameras"),
        ["NaN in the intrinsics, as Python writes it"] = new(form => Replaced(form, "79.5", "NaN"), 400, "malformed-json", "rig.cameras.CAM_FRONT.intrinsics[0][2]", "NaN"),
        ["NaN in the intrinsics, as text"] = Camera(camera => camera["intrinsics"]![0]![0] = "NaN", "rig.cameras.CAM_FRONT.intrinsics"),
        ["a number too large to be one"] = new(form => Replaced(form, "79.5", "1e999"), 422, "invalid-calibration", "rig.cameras.CAM_FRONT.intrinsics"),
        ["singular intrinsics"] = Camera(camera => camera["intrinsics"]![1]![1] = 0, "rig.cameras.CAM_FRONT.intrinsics"),
        ["intrinsics of all zeros"] = Camera(camera => camera["intrinsics"] = JsonNode.Parse("[[0,0,0],[0,0,0],[0,0,0]]"), "rig.cameras.CAM_FRONT.intrinsics"),
        ["intrinsics of two rows"] = Camera(camera => camera["intrinsics"]!.AsArray().RemoveAt(2), "rig.cameras.CAM_FRONT.intrinsics"),
        ["no intrinsics"] = Camera(camera => camera.Remove("intrinsics"), "rig.cameras.CAM_FRONT.intrinsics"),
        ["a quaternion that is no rotation"] = Camera(camera => camera["rotation"] = JsonNode.Parse("[0,0,0,0]"), "rig.cameras.CAM_FRONT.rotation"),
        ["a quaternion of three numbers"] = Camera(camera => camera["rotation"]!.AsArray().RemoveAt(0), "rig.cameras.CAM_FRONT.rotation"),
        ["a camera a kilometre away"] = Camera(camera => camera["translation"]![0] = 1000, "rig.cameras.CAM_FRONT.translation"),
        ["a camera that is null"] = new(form => Multipart(form, f => f.Cameras["CAM_FRONT"] = null), 422, "invalid-calibration", "rig.cameras.CAM_FRONT"),
        ["a camera of no width"] = Camera(camera => camera["width"] = 0, "rig.cameras.CAM_FRONT.width"),
        ["a speed of 4000 m/s"] = Ego(ego => ego["velocity"]![0] = 4000, "ego.velocity"),
        ["a velocity of one number"] = Ego(ego => ego["velocity"]!.AsArray().RemoveAt(0), "ego.velocity"),
        ["an infinite turn"] = Ego(ego => ego["yaw_rate"] = "Infinity", "ego.yaw_rate"),
        ["an absurd acceleration"] = Ego(ego => ego["acceleration"]![0] = -1e6, "ego.acceleration"),
        ["a pose whose rotation is none"] = Ego(ego => ego["pose"] = JsonNode.Parse("""{ "rotation": [2,0,0,0], "translation": [0,0,0] }"""), "ego.pose.rotation"),
        ["a past pose in the future"] = Ego(ego => ego["history"] = JsonNode.Parse("""[ { "t": 5, "x": 0, "y": 0, "yaw": 0 } ]"""), "ego.history[0]"),
        ["a command that is none"] = new(form => Multipart(form, f => f.Scene["command"] = "reverse"), 422, "invalid-input", "command", "left, right or straight"),
        ["a timestamp that is text"] = new(form => Multipart(form, f => f.Scene["timestamp"] = "yesterday"), 422, "invalid-input", "timestamp", "a number"),
        ["a seed below zero"] = new(form => Multipart(form, f => f.Scene["seed"] = -1), 422, "invalid-input", "seed", "a whole number"),
        ["a sequence name of control characters"] = new(form => Multipart(form, f => f.Scene["sequence"] = "a\nb"), 422, "invalid-input", "sequence"),
        ["a location of a thousand characters"] = new(form => Multipart(form, f => f.Scene["location"] = new string('x', 1000)), 422, "invalid-input", "location"),
        ["a scene part that is no JSON"] = new(form => Raw(form, "{ \"rig\": "), 400, "malformed-json", null, "line 1"),
        ["a scene part that is a list"] = new(form => Raw(form, "[]"), 422, "invalid-input", null),
        ["no scene part"] = new(WithoutScene, 422, "invalid-input", "scene"),
        ["images in the scene part of a multipart body"] = new(form => Raw(form, form.ToJson().ToJsonString()), 422, "invalid-input", "scene.images"),
        ["a multipart body that ends early"] = new(Truncated, 400, "malformed-multipart", null),
        ["a multipart body without a boundary"] = new(_ => Body("x", "multipart/form-data"), 400, "malformed-multipart", null, "boundary"),
        ["a part without a name"] = new(_ => Body("--b\r\nContent-Type: image/jpeg\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b"), 400, "malformed-multipart", null),
        ["too many parts"] = new(TooManyParts, 413, "body-too-large", null, "parts"),
        ["a scene part that is too long"] = new(form => Raw(form, $"{{ \"x\": \"{new string('x', 1_100_000)}\" }}"), 413, "body-too-large", null, "scene"),
        ["JSON that breaks off"] = new(_ => Body("{ \"rig\": {\n  \"cameras\": ", "application/json"), 400, "malformed-json", null, "line 2"),
        ["JSON of nothing"] = new(_ => Body("", "application/json"), 400, "malformed-json", null),
        ["null"] = new(_ => Body("null", "application/json"), 400, "malformed-json", null),
        ["an address instead of an image"] = Json(json => json["images"]!["CAM_FRONT"] = "http://169.254.169.254/latest/meta-data", 422, "invalid-image", "images.CAM_FRONT", "never fetched"),
        ["a file address instead of an image"] = Json(json => json["images"]!["CAM_FRONT"] = "file:///etc/passwd", 422, "invalid-image", "images.CAM_FRONT", "never fetched"),
        ["broken base64"] = Json(json => json["images"]!["CAM_FRONT"] = "data:image/jpeg;base64,@@@@", 422, "invalid-image", "images.CAM_FRONT", "base64"),
        ["a data URL of WebP"] = Json(json => json["images"]!["CAM_FRONT"] = "data:image/webp;base64,AAAA", 422, "not-supported-yet", "images.CAM_FRONT"),
        ["a data URL of a page"] = Json(json => json["images"]!["CAM_FRONT"] = "data:text/html;base64,AAAA", 415, "unsupported-media-type", "images.CAM_FRONT"),
        ["a camera twice in JSON"] = new(form => Body(form.ToJson().ToJsonString().Replace("\"images\":{", "\"images\":{\"CAM_FRONT\":\"data:,\",", StringComparison.Ordinal), "application/json"), 422, "duplicate-part", null, "twice"),
        ["plain text"] = new(_ => Body("hello", "text/plain"), 415, "unsupported-media-type", null, "multipart/form-data"),
        ["no content type"] = new(_ => Body("hello", null), 415, "unsupported-media-type", null),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task A_faulty_scene_is_refused_by_a_problem_that_names_the_part(string name)
    {
        Fault fault = Faults[name];
        HttpResponseMessage response = await server.Client.PostAsync("/v1/scenes", fault.Spoil(SceneForm.MadeUp()));
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(fault.Status == (int)response.StatusCode, $"{(int)response.StatusCode} {text}");
        JsonNode problem = Problem.Read(response, text, fault.Type);
        Assert.Equal("/v1/scenes", problem["instance"]!.GetValue<string>());
        if (fault.Field is not null)
        {
            Assert.True(problem["errors"]?[fault.Field] is not null, text);
        }
        if (fault.Says is not null)
        {
            Assert.Contains(fault.Says, problem["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_all_faults_the_server_goes_on_and_its_log_holds_one_line_for_each_and_no_stack_trace()
    {
        server.Log.Entries.Clear();
        foreach (Fault fault in Faults.Values)
        {
            using HttpResponseMessage refused = await server.Client.PostAsync("/v1/scenes", fault.Spoil(SceneForm.MadeUp()));
        }
        Assert.All(server.Log.Entries, entry => Assert.Null(entry.Exception));
        Assert.All(server.Log.Entries, entry => Assert.Equal(LogLevel.Information, entry.Level));
        Assert.Equal(Faults.Count, server.Log.Entries.Count(entry => entry.Text.Contains("refused", StringComparison.Ordinal)));
        JsonNode scene = await server.PostAsync("/v1/scenes", SceneForm.MadeUp());
        Assert.Equal(6, scene["cameras"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        await using TestServer small = await TestServer.StartAsync(new FakeDrivingService(), "--VoxPilot:Limits:RequestBytes=4096");
        HttpResponseMessage response = await small.Client.PostAsync("/v1/scenes", SceneForm.MadeUp().ToMultipart());
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Problem.Read(response, await response.Content.ReadAsStringAsync(), "body-too-large");
    }

    [Fact]
    public async Task An_image_over_the_limits_is_refused_by_its_bytes_and_by_its_pixels()
    {
        await using TestServer bytes = await TestServer.StartAsync(new FakeDrivingService(), "--VoxPilot:Limits:ImageBytes=1024");
        SceneForm form = SceneForm.MadeUp();
        form.Replace("CAM_BACK", new byte[2000]);
        HttpResponseMessage refused = await bytes.Client.PostAsync("/v1/scenes", form.ToMultipart());
        Problem.Read(refused, await refused.Content.ReadAsStringAsync(), "body-too-large");
        await using TestServer pixels = await TestServer.StartAsync(new FakeDrivingService(), "--VoxPilot:Limits:ImagePixels=10000");
        refused = await pixels.Client.PostAsync("/v1/scenes", SceneForm.MadeUp().ToMultipart());
        JsonNode problem = Problem.Read(refused, await refused.Content.ReadAsStringAsync(), "invalid-image");
        Assert.Equal(6, problem["errors"]!.AsObject().Count);
    }

    private static Fault Image(string camera, Func<SceneForm, byte[]> bytes, int status, string type) =>
        new(form => Multipart(form, f => f.Replace(camera, bytes(f), "application/octet-stream")), status, type, camera);

    private static Fault Camera(Action<JsonObject> spoil, string field) =>
        new(form => Multipart(form, f => spoil(f.Cameras["CAM_FRONT"]!.AsObject())), 422, "invalid-calibration", field, "CAM_FRONT");

    private static Fault Ego(Action<JsonObject> spoil, string field) =>
        new(form => Multipart(form, f => spoil(f.Scene["ego"]!.AsObject())), 422, "invalid-ego-state", field);

    private static Fault Json(Action<JsonObject> spoil, int status, string type, string field, string? says = null) => new(form =>
    {
        JsonObject json = form.ToJson();
        spoil(json);
        return Body(json.ToJsonString(), "application/json");
    }, status, type, field, says);

    private static MultipartFormDataContent Multipart(SceneForm form, Action<SceneForm> spoil)
    {
        spoil(form);
        return form.ToMultipart();
    }

    private static MultipartFormDataContent Replaced(SceneForm form, string number, string by)
    {
        string scene = form.Scene.ToJsonString();
        int at = scene.IndexOf(number, StringComparison.Ordinal);
        return Raw(form, scene[..at] + by + scene[(at + number.Length)..]);
    }

    private static MultipartFormDataContent Raw(SceneForm form, string scene)
    {
        MultipartFormDataContent content = WithoutScene(form);
        content.Add(new StringContent(scene, Encoding.UTF8, "application/json"), "scene");
        return content;
    }

    private static MultipartFormDataContent WithoutScene(SceneForm form)
    {
        MultipartFormDataContent content = [];
        foreach (SceneForm.Part part in form.Images)
        {
            content.Add(new ByteArrayContent(part.Bytes), part.Name, part.Name);
        }
        return content;
    }

    private static MultipartFormDataContent TooManyParts(SceneForm form)
    {
        MultipartFormDataContent content = form.ToMultipart();
        for (int i = 0; i < 20; i++)
        {
            content.Add(new ByteArrayContent([1]), $"CAM_{i}", "x");
        }
        return content;
    }

    private static void NineCameras(SceneForm form)
    {
        for (int i = 0; i < 3; i++)
        {
            form.Cameras[$"CAM_{i}"] = form.Cameras["CAM_FRONT"]!.DeepClone();
            form.Images.Add(form.Image("CAM_FRONT") with { Name = $"CAM_{i}" });
        }
    }

    private static ByteArrayContent Truncated(SceneForm form)
    {
        MultipartFormDataContent whole = form.ToMultipart();
        byte[] bytes = whole.ReadAsByteArrayAsync().GetAwaiter().GetResult();
        ByteArrayContent content = new(bytes[..(bytes.Length / 2)]);
        content.Headers.ContentType = whole.Headers.ContentType;
        return content;
    }

    private static ByteArrayContent Body(string text, string? type)
    {
        ByteArrayContent content = new(Encoding.UTF8.GetBytes(text));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static byte[] Damaged(byte[] image)
    {
        byte[] copy = [.. image];
        Array.Fill(copy, (byte)0xA5, copy.Length / 2, 40);
        return copy;
    }

    private static byte[] Jpeg(int width, int height)
    {
        byte[] pixels = new byte[width * height * 3];
        new Random(1).NextBytes(pixels);
        return Core.Imaging.ImageEncoding.ToJpeg(new(width, height, pixels), 90);
    }
}
