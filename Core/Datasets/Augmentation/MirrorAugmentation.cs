using System.Runtime.InteropServices;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Datasets.Augmentation;

/// <summary>
/// Flips the whole world of a key frame left to right: images (by <see cref="Keyframe.Mirrored"/>), calibration, LiDAR, boxes,
/// occupancy, views, paths, ego state, CAN bus, command and what is said (<see cref="TextMirror"/>) alike, so that every relation between them still
/// holds. The location is dropped: it would tell on which side of the road people drive.
/// </summary>
public static class MirrorAugmentation
{
    /// <summary>A key frame, its history and what lies ahead, in the same mirrored world.</summary>
    public static Clip Apply(Clip clip)
    {
        ArgumentNullException.ThrowIfNull(clip);
        return new(Apply(clip.Now), [.. clip.Past.Select(Apply)]) { Ahead = [.. clip.Ahead.Select(later => later is null ? null : Apply(later))] };
    }

    /// <summary>The key frame of the mirrored world.</summary>
    /// <exception cref="ArgumentException">Its occupancy grid does not lie symmetrically about the x axis.</exception>
    public static Keyframe Apply(Keyframe keyframe)
    {
        ArgumentNullException.ThrowIfNull(keyframe);
        return keyframe with
        {
            Frame = Apply(keyframe.Frame),
            Lidar = keyframe.Lidar is null ? null : Apply(keyframe.Lidar),
            LidarToEgo = WorldMirror.OfSensor(keyframe.LidarToEgo),
            Boxes = [.. keyframe.Boxes.Select(WorldMirror.Of)],
            Occupancy = keyframe.Occupancy is null ? null : Apply(keyframe.Occupancy),
            Dense = keyframe.Dense is null ? null : Apply(keyframe.Dense, WorldMirror.Partners(keyframe.Frame.Rig)),
            Future = keyframe.Future is null ? null : WorldMirror.Of(keyframe.Future),
            CanBus = keyframe.CanBus is null ? null : CanBus(keyframe.CanBus),
            Questions = keyframe.Questions is { } questions ? TextMirror.Apply(questions) : null,
            Mirrored = !keyframe.Mirrored,
        };
    }

    /// <summary>The frame of the mirrored world; its encoded images go to their partners' places and are not flipped yet.</summary>
    public static Frame Apply(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame with
        {
            Rig = WorldMirror.Of(frame.Rig),
            Images = frame.Images.Count == 0 ? frame.Images : [.. WorldMirror.Partners(frame.Rig).Select(partner => frame.Images[partner])],
            Ego = frame.Ego is null ? null : WorldMirror.Of(frame.Ego),
            Command = frame.Command is Command command ? WorldMirror.Of(command) : null,
            Location = null,
        };
    }

    /// <summary>Depth and class as the mirrored rig sees them: each view is its partner's, from right to left.</summary>
    /// <param name="views">Views of the rig's cameras.</param>
    /// <param name="partners">Which camera stands where each one's mirror image does (<see cref="WorldMirror.Partners"/>).</param>
    /// <exception cref="ArgumentException">There are more or fewer views than cameras.</exception>
    public static DenseViews Apply(DenseViews views, IReadOnlyList<int> partners)
    {
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(partners);
        if (views.Cameras != partners.Count)
        {
            throw new ArgumentException($"There are views of {views.Cameras} cameras for a rig of {partners.Count}; each camera needs one.", nameof(views));
        }
        ushort[] depths = new ushort[views.Centimetres.Length];
        byte[] classes = new byte[views.Classes.Length];
        for (int row = 0; row < views.Cameras * views.Height; row++)
        {
            int from = (partners[row / views.Height] * views.Height + row % views.Height) * views.Width, to = row * views.Width;
            Reverse(views.Centimetres.AsSpan(from, views.Width), depths.AsSpan(to, views.Width));
            Reverse(views.Classes.AsSpan(from, views.Width), classes.AsSpan(to, views.Width));
        }
        return views with { Centimetres = depths, Classes = classes };

        static void Reverse<T>(ReadOnlySpan<T> from, Span<T> to)
        {
            from.CopyTo(to);
            to.Reverse();
        }
    }

    /// <summary>The sweep of the mirrored LiDAR: in the sensor's own frame, x is negated.</summary>
    public static LidarSweep Apply(LidarSweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        float[] values = sweep.Values.ToArray();
        for (int i = 0; i < values.Length; i += LidarSweep.Fields)
        {
            values[i] = -values[i];
        }
        return LidarSweep.Read(MemoryMarshal.AsBytes(values.AsSpan()), "mirrored sweep");
    }

    /// <summary>Labels and masks with y reversed.</summary>
    /// <exception cref="ArgumentException">The grid does not lie symmetrically about the x axis.</exception>
    public static Occ3DLabels Apply(Occ3DLabels labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        GridSpec spec = labels.Grid.Spec;
        return new(new(spec, Mirrored(labels.Grid.Labels)!), Mirrored(labels.MaskLidar), Mirrored(labels.MaskCamera));

        byte[]? Mirrored(ReadOnlySpan<byte> values)
        {
            if (values.IsEmpty)
            {
                return null;
            }
            byte[] mirrored = new byte[values.Length];
            Voxels(values, spec, mirrored);
            return mirrored;
        }
    }

    /// <summary>One value per voxel, y reversed.</summary>
    /// <param name="values">Values in the order of <see cref="GridSpec.Index"/>.</param>
    /// <param name="spec">The grid.</param>
    /// <param name="mirrored">Receives them.</param>
    /// <exception cref="ArgumentException">The grid does not lie symmetrically about the x axis, or a span's length is not its.</exception>
    public static void Voxels(ReadOnlySpan<byte> values, GridSpec spec, Span<byte> mirrored)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (Math.Abs(spec.Origin.Y + spec.Maximum.Y) > 1e-6)
        {
            throw new ArgumentException($"Only a grid that is symmetric about y = 0 can be mirrored; this one has y from {spec.Origin.Y} to {spec.Maximum.Y} m.", nameof(spec));
        }
        if (values.Length != spec.Count || mirrored.Length != spec.Count)
        {
            throw new ArgumentException($"The grid has {spec.Count} voxels; {values.Length} values and room for {mirrored.Length} were given.", nameof(values));
        }
        for (int x = 0; x < spec.SizeX; x++)
        {
            for (int y = 0; y < spec.SizeY; y++)
            {
                values.Slice(spec.Index(x, y, 0), spec.SizeZ).CopyTo(mirrored[spec.Index(x, spec.SizeY - 1 - y, 0)..]);
            }
        }
    }

    /// <summary>
    /// BEVFormer's 18 numbers: position and orientation in the mirrored world, acceleration, angular rate (a pseudovector), velocity,
    /// and the yaw in radians and degrees, kept in [0, 2π) and [0, 360) as there.
    /// </summary>
    /// <exception cref="ArgumentException">There are not 18 numbers.</exception>
    public static double[] CanBus(IReadOnlyList<double> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Count != 18)
        {
            throw new ArgumentException($"BEVFormer's CAN bus vector has 18 numbers; {numbers.Count} were given.", nameof(numbers));
        }
        Vector3D position = WorldMirror.Of(Three(0)), acceleration = WorldMirror.Of(Three(7));
        Vector3D rate = WorldMirror.OfRotation(Three(10)), velocity = WorldMirror.Of(Three(13));
        Rotation rotation = WorldMirror.Of(new Rotation(numbers[3], numbers[4], numbers[5], numbers[6]));
        return
        [
            position.X, position.Y, position.Z, rotation.W, rotation.X, rotation.Y, rotation.Z,
            acceleration.X, acceleration.Y, acceleration.Z, rate.X, rate.Y, rate.Z, velocity.X, velocity.Y, velocity.Z,
            Opposite(numbers[16], 2 * Math.PI), Opposite(numbers[17], 360),
        ];

        Vector3D Three(int at) => new(numbers[at], numbers[at + 1], numbers[at + 2]);

        static double Opposite(double yaw, double turn) => yaw > 0 ? turn - yaw : -yaw;
    }
}
