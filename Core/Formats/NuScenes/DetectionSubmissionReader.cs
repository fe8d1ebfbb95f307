using System.Text;
using System.Text.Json;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Reads nuScenes' result file of the detection task, box after box.</summary>
internal sealed class DetectionSubmissionReader(Stream stream, string name)
{
    private readonly JsonPartStream json = new(stream);
    private string where = "";

    /// <exception cref="InvalidDataException">The file cannot be used; the message says where and why.</exception>
    public DetectionSubmission Read()
    {
        try
        {
            DetectionModalities? modalities = null;
            List<DetectionFrame>? frames = null;
            Expect(JsonTokenType.StartObject, "an object with meta and results");
            while (NextProperty() is string property)
            {
                where = $"{property}: ";
                switch (property)
                {
                    case "meta":
                        modalities = json.Take<DetectionModalities>(TryModalities);
                        break;
                    case "results":
                        frames = ReadFrames();
                        break;
                    default:
                        json.Take<bool>(TrySkipValue);
                        break;
                }
                where = "";
            }
            return new(
                name,
                modalities ?? throw Fault("meta is absent; it says what the detector was given (use_camera, use_lidar, use_radar, use_map, use_external)."),
                frames ?? throw Fault("results is absent; an object with a list of boxes for each sample was expected."));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{name}: {where}{e.Message}", e);
        }
    }

    private List<DetectionFrame> ReadFrames()
    {
        Expect(JsonTokenType.StartObject, "an object with a list of boxes for each sample");
        List<DetectionFrame> frames = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<DetectionBox> boxes = [];
        DetectionBoxParser parser = new();
        JsonPartStream.Part<DetectionBox?> part = parser.TryBox;
        while (NextProperty() is string sample)
        {
            where = $"sample {sample}: ";
            if (!seen.Add(sample))
            {
                throw Fault("it is there twice.");
            }
            Expect(JsonTokenType.StartArray, "a list of boxes");
            parser.Sample = Encoding.UTF8.GetBytes(sample);
            boxes.Clear();
            while (TakeBox(part, sample, boxes.Count) is DetectionBox box)
            {
                boxes.Add(box);
                if (boxes.Count > DetectionSubmission.MaximumBoxes)
                {
                    throw Fault($"it has more than {DetectionSubmission.MaximumBoxes} boxes, which nuScenes does not allow; keep those with the highest scores.");
                }
            }
            frames.Add(new(sample, [.. boxes]));
        }
        return frames;
    }

    private DetectionBox? TakeBox(JsonPartStream.Part<DetectionBox?> part, string sample, int number)
    {
        try
        {
            return json.Take(part);
        }
        catch (JsonException)
        {
            where = $"sample {sample}, box {number}: ";
            throw;
        }
    }

    private void Expect(JsonTokenType type, string what)
    {
        JsonTokenType found = json.Take<JsonTokenType>(TryToken);
        if (found != type)
        {
            throw Fault($"{what} was expected, not {found}.");
        }
    }

    // Null at the object's end.
    private string? NextProperty() => json.Take<string?>(TryProperty);

    private InvalidDataException Fault(string fault) => new($"{name}: {where}{fault}");

    private static bool TryToken(ref Utf8JsonReader reader, out JsonTokenType type)
    {
        bool read = reader.Read();
        type = reader.TokenType;
        return read;
    }

    private static bool TryProperty(ref Utf8JsonReader reader, out string? property)
    {
        property = null;
        if (!reader.Read())
        {
            return false;
        }
        property = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
        return true;
    }

    private static bool TrySkipValue(ref Utf8JsonReader reader, out bool skipped) => skipped = reader.Read() && reader.TrySkip();

    private static bool TryModalities(ref Utf8JsonReader reader, out DetectionModalities modalities)
    {
        modalities = new() { UseCamera = false };
        if (!reader.Read())
        {
            return false;
        }
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("An object with use_camera, use_lidar, use_radar, use_map and use_external was expected.");
        }
        while (true)
        {
            if (!reader.Read())
            {
                return false;
            }
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }
            string key = reader.GetString()!;
            if (!reader.Read())
            {
                return false;
            }
            bool known = key is "use_camera" or "use_lidar" or "use_radar" or "use_map" or "use_external";
            if (known && reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
            {
                throw new JsonException($"{key} must be true or false.");
            }
            bool value = reader.TokenType == JsonTokenType.True;
            modalities = key switch
            {
                "use_camera" => modalities with { UseCamera = value },
                "use_lidar" => modalities with { UseLidar = value },
                "use_radar" => modalities with { UseRadar = value },
                "use_map" => modalities with { UseMap = value },
                "use_external" => modalities with { UseExternal = value },
                _ => modalities,
            };
            if (!known && !reader.TrySkip())
            {
                return false;
            }
        }
    }
}
