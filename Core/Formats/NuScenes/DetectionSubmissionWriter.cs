using System.Text.Json;

using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Formats.NuScenes;

/// <summary>Writes nuScenes' result file of the detection task, key frame after key frame; no more than a buffer is in memory.</summary>
public sealed class DetectionSubmissionWriter : IDisposable
{
    private const int Pending = 1 << 16;

    private readonly Utf8JsonWriter json;

    /// <summary>Begins the file. The stream stays open.</summary>
    public DetectionSubmissionWriter(Stream stream, DetectionModalities modalities)
    {
        ArgumentNullException.ThrowIfNull(modalities);
        json = new(stream);
        json.WriteStartObject();
        json.WriteStartObject("meta"u8);
        json.WriteBoolean("use_camera"u8, modalities.UseCamera);
        json.WriteBoolean("use_lidar"u8, modalities.UseLidar);
        json.WriteBoolean("use_radar"u8, modalities.UseRadar);
        json.WriteBoolean("use_map"u8, modalities.UseMap);
        json.WriteBoolean("use_external"u8, modalities.UseExternal);
        json.WriteEndObject();
        json.WriteStartObject("results"u8);
    }

    /// <summary>Writes a key frame, also one in which nothing was found.</summary>
    /// <param name="sample">Token of the sample; each once.</param>
    /// <param name="boxes">Its boxes, map frame; at most <see cref="DetectionSubmission.MaximumBoxes"/>.</param>
    /// <exception cref="ArgumentException">There are too many boxes, or one is not sound; nothing of the key frame is written.</exception>
    public void Write(string sample, ReadOnlySpan<DetectionBox> boxes)
    {
        if (boxes.Length > DetectionSubmission.MaximumBoxes)
        {
            throw new ArgumentException($"Sample {sample} has {boxes.Length} boxes; nuScenes allows {DetectionSubmission.MaximumBoxes}. Keep those with the highest scores.", nameof(boxes));
        }
        for (int i = 0; i < boxes.Length; i++)
        {
            if (!boxes[i].IsSound)
            {
                throw new ArgumentException($"Box {i} of sample {sample} holds a number that is not finite, a size that is not positive or no rotation: {boxes[i]}.", nameof(boxes));
            }
        }
        json.WriteStartArray(sample);
        foreach (ref readonly DetectionBox box in boxes)
        {
            json.WriteStartObject();
            json.WriteString("sample_token"u8, sample);
            Write("translation"u8, box.Translation);
            Write("size"u8, box.Size);
            Write("rotation"u8, [box.Rotation.W, box.Rotation.X, box.Rotation.Y, box.Rotation.Z]);
            Write("velocity"u8, [box.Velocity.X, box.Velocity.Y]);
            json.WriteString("detection_name"u8, DetectionClasses.Names[(int)box.Class]);
            json.WriteNumber("detection_score"u8, box.Score);
            json.WriteString("attribute_name"u8, DetectionAttributes.Names[(int)box.Attribute]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (json.BytesPending > Pending)
        {
            json.Flush();
        }
    }

    /// <summary>Ends the file.</summary>
    public void Dispose()
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.Dispose();
    }

    private void Write(ReadOnlySpan<byte> name, Vector3D v) => Write(name, [v.X, v.Y, v.Z]);

    private void Write(ReadOnlySpan<byte> name, ReadOnlySpan<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (double number in numbers)
        {
            json.WriteNumberValue(number);
        }
        json.WriteEndArray();
    }
}
