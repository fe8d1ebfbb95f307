using System.Text;
using System.Text.Json.Nodes;

using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Formats.NuScenes;

public sealed class DetectionSubmissionTests
{
    private static readonly DetectionModalities Meta = new() { UseCamera = true, UseExternal = true };

    private static readonly DetectionBox Truck = new(
        DetectionClass.Truck, new(1.5, -2, 0.25), new(2, 5, 3), Rotation.FromYaw(0.3), new(-4, 0.1), DetectionAttributeKind.VehicleParked, 0.75);

    private static readonly DetectionBox Cone = Truck with { Class = DetectionClass.TrafficCone, Attribute = DetectionAttributeKind.None, Score = 1e-9 };

    [Fact]
    public void Boxes_come_back_as_they_were_written()
    {
        DetectionSubmission read = Read(Written([new("a", [Truck, Cone]), new("b", [])]));
        Assert.Equal(Meta, read.Modalities);
        Assert.Equal(["a", "b"], read.Frames.Select(frame => frame.Sample));
        Assert.Equal([Truck, Cone], read.Frames[0].Boxes);
        Assert.Empty(read.Frames[1].Boxes);
        Assert.Equal("file.json", read.Name);
    }

    [Fact]
    public void A_file_larger_than_the_buffer_is_read_whole()
    {
        DetectionFrame[] frames = [.. Enumerable.Range(0, 40).Select(f => new DetectionFrame($"sample{f}", [.. Enumerable.Range(0, 100).Select(i => Truck with { Score = f + 0.001 * i })]))];
        DetectionSubmission read = Read(Written(frames));
        Assert.Equal(frames.SelectMany(frame => frame.Boxes), read.Frames.SelectMany(frame => frame.Boxes));
    }

    [Fact]
    public void What_the_devkit_does_not_look_at_is_passed_over()
    {
        JsonObject json = Json();
        json["extra"] = JsonNode.Parse("""{"a": [1, {"b": null}]}""");
        json["meta"]!["method"] = JsonNode.Parse("""["x"]""");
        Box(json)["tracking_id"] = JsonNode.Parse("""[[1], 2]""");
        Assert.Equal([Truck, Cone], Read(json).Frames[0].Boxes);
    }

    [Theory]
    [InlineData("detection_name", "\"van\"", "detection_name is 'van'; one of car, truck,")]
    [InlineData("attribute_name", "\"vehicle.flying\"", "attribute_name is 'vehicle.flying'; one of vehicle.moving,")]
    [InlineData("detection_score", "1e999", "detection_score must be a finite number")]
    [InlineData("detection_score", "\"0.5\"", "detection_score must be a finite number")]
    [InlineData("translation", "[1, 2]", "translation must be a list of 3 finite numbers")]
    [InlineData("translation", "[1, 2, 1e999]", "translation must be a list of 3 finite numbers")]
    [InlineData("translation", "[1, 2, 3, 4]", "translation must be a list of 3 finite numbers")]
    [InlineData("size", "[1, 0, 2]", "size (width, length, height) must be positive")]
    [InlineData("rotation", "[0, 0, 0, 0]", "rotation (w, x, y, z) must not be zero")]
    [InlineData("velocity", "[null, null]", "velocity must be a list of 2 finite numbers")]
    [InlineData("velocity", "7", "velocity must be a list of 2 finite numbers")]
    [InlineData("sample_token", "\"b\"", "its sample_token is another sample's")]
    [InlineData("sample_token", "3", "must be texts")]
    public void A_box_that_cannot_be_evaluated_is_refused_by_name(string field, string value, string fault)
    {
        JsonObject json = Json();
        Box(json)[field] = "#";
        string message = Fault(json.ToJsonString().Replace("\"#\"", value, StringComparison.Ordinal));
        Assert.StartsWith("file.json: sample a, box 1: ", message, StringComparison.Ordinal);
        Assert.Contains(fault, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_are_absent_are_named()
    {
        JsonObject json = Json();
        Box(json).Remove("velocity");
        Box(json).Remove("size");
        Assert.Equal("file.json: sample a, box 1: size, velocity is absent.", Fault(json.ToJsonString()));
    }

    [Theory]
    [InlineData("", "file.json: ")]
    [InlineData("""{"meta": {"use_camera": true}, "results": {"a": [""", "sample a")]
    [InlineData("[]", "an object with meta and results was expected")]
    [InlineData("""{"results": {}}""", "meta is absent")]
    [InlineData("""{"meta": {"use_camera": true}}""", "results is absent")]
    [InlineData("""{"meta": {"use_camera": "yes"}, "results": {}}""", "meta: use_camera must be true or false")]
    [InlineData("""{"meta": {}, "results": []}""", "results: an object with a list of boxes for each sample was expected")]
    [InlineData("""{"meta": {}, "results": {"a": {}}}""", "sample a: a list of boxes was expected")]
    [InlineData("""{"meta": {}, "results": {"a": [], "a": []}}""", "sample a: it is there twice")]
    [InlineData("""{"meta": {}, "results": {"a": [3]}}""", "sample a, box 0: an object was expected")]
    [InlineData("""{"meta": {}, "results": {"a": [{"velocity": [NaN, NaN]}]}}""", "sample a, box 0")]
    public void A_file_of_another_kind_is_refused(string text, string fault) => Assert.Contains(fault, Fault(text), StringComparison.Ordinal);

    [Fact]
    public void More_boxes_than_nuScenes_allows_are_refused()
    {
        DetectionBox[] most = [.. Enumerable.Repeat(Truck, DetectionSubmission.MaximumBoxes)];
        Assert.Equal(most.Length, Read(Written([new("a", most)])).Frames[0].Boxes.Length);
        string all = Encoding.UTF8.GetString(Written([new("a", most)]));
        string one = Encoding.UTF8.GetString(Written([new("a", [Truck])]));
        string box = one[(one.IndexOf("[{", StringComparison.Ordinal) + 1)..(one.LastIndexOf("}]", StringComparison.Ordinal) + 1)];
        Assert.Contains("sample a: it has more than 500 boxes", Fault(all.Replace("[{", $"[{box},{{", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("501 boxes", Assert.Throws<ArgumentException>(() => Written([new("a", [.. most, Truck])])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_that_could_not_be_read_is_not_written()
    {
        foreach (DetectionBox bad in (DetectionBox[])[Truck with { Velocity = new(double.NaN, 0) }, Truck with { Size = new(1, 0, 1) }, Truck with { Rotation = default }])
        {
            Assert.Contains("Box 1 of sample a", Assert.Throws<ArgumentException>(() => Written([new("a", [Cone, bad])])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Samples_that_are_missing_or_foreign_are_counted_and_named()
    {
        DetectionSubmission read = Read(Written([.. "abcd".Select(letter => new DetectionFrame(letter.ToString(), []))]));
        read.RequireSamples(["d", "c", "b", "a"], "mini_val");
        string message = Assert.Throws<InvalidDataException>(() => read.RequireSamples(["b", "1", "2", "3", "4", "5", "6", "7"], "mini_val")).Message;
        Assert.Contains("file.json: 7 of the 8 samples of mini_val are missing (1, 2, 3, 4, 5, …)", message, StringComparison.Ordinal);
        Assert.Contains("3 of its 4 samples are not in mini_val (a, c, d)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_goes_from_the_ego_frame_to_the_map_and_back()
    {
        Pose ego = new(Rotation.FromYaw(0.5 * Math.PI), new(100, 200, 1));
        DetectionBox own = DetectionBox.Upright(DetectionClass.Car, new(new(10, 1, 0.5), new(4, 2, 1.5), 0.25), new(3, 0), DetectionAttributeKind.VehicleMoving, 0.5);
        Assert.Equal(new Vector3D(2, 4, 1.5), own.Size);
        DetectionBox map = own.Through(ego);
        Assert.InRange((map.Translation - new Vector3D(99, 210, 1.5)).Length, 0, 1e-12);
        Assert.Equal(0.5 * Math.PI + 0.25, map.Rotation.Yaw, 12);
        Assert.InRange((map.Velocity - new Vector2D(0, 3)).Length, 0, 1e-12);
        DetectionBox back = map.Through(ego.Inverse);
        Assert.InRange((back.Translation - own.Translation).Length, 0, 1e-12);
        Assert.Equal(0.25, back.Rotation.Yaw, 12);
    }

    private static byte[] Written(DetectionFrame[] frames)
    {
        using MemoryStream stream = new();
        new DetectionSubmission("made", Meta, frames).Write(stream);
        return stream.ToArray();
    }

    private static JsonObject Json() => JsonNode.Parse(Written([new("a", [Truck, Cone])]))!.AsObject();

    private static JsonObject Box(JsonObject json) => json["results"]!["a"]![1]!.AsObject();

    private static DetectionSubmission Read(JsonObject json) => Read(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private static DetectionSubmission Read(byte[] bytes) => DetectionSubmission.Read(new MemoryStream(bytes), "file.json");

    private static string Fault(string text) => Assert.Throws<InvalidDataException>(() => Read(Encoding.UTF8.GetBytes(text))).Message;
}
