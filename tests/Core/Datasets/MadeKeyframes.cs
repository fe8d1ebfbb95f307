using System.Runtime.InteropServices;

using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Core.Tests.Imaging;

namespace VoxPilot.Core.Tests.Datasets;

/// <summary>Made-up key frames in which everything has a value.</summary>
internal static class MadeKeyframes
{
    public static readonly string[] Tokens = ["CAM_FRONT", "CAM_FRONT_RIGHT", "CAM_FRONT_LEFT", "CAM_BACK", "CAM_BACK_LEFT", "CAM_BACK_RIGHT"];

    /// <summary>A rotation of any axis and angle.</summary>
    public static Rotation AnyRotation(Random random)
    {
        Rotation r = new(Signed(random, 1), Signed(random, 1), Signed(random, 1), Signed(random, 1));
        return new(r.W / r.Norm, r.X / r.Norm, r.Y / r.Norm, r.Z / r.Norm);
    }

    public static Pose AnyPose(Random random, double reach) => new(AnyRotation(random), AnyPoint(random, reach));

    public static Vector3D AnyPoint(Random random, double reach) => new(Signed(random, reach), Signed(random, reach), Signed(random, reach));

    public static double Signed(Random random, double reach) => reach * (2 * random.NextDouble() - 1);

    /// <summary>A camera with any pose, skew and centre.</summary>
    public static Camera AnyCamera(Random random, string name, int width = 160, int height = 90) => new(
        name,
        new(width * (0.5 + random.NextDouble()), Signed(random, 2), width * (0.4 + 0.2 * random.NextDouble()), 0, width * (0.5 + random.NextDouble()), height * (0.4 + 0.2 * random.NextDouble()), 0, 0, 1),
        AnyPose(random, 2),
        width,
        height);

    /// <summary>Six cameras that look outwards, not quite symmetrically.</summary>
    public static Rig OutwardRig(Random random, int width, int height)
    {
        double[] headings = [0, -56, 55, 180, 108, -110];
        Rotation level = new(0.5, -0.5, 0.5, -0.5);
        return new([.. headings.Select((heading, i) => new Camera(
            Tokens[i],
            new(0.8 * width, 0, width * (0.5 + Signed(random, 0.03)), 0, 0.8 * width, height * (0.5 + Signed(random, 0.03)), 0, 0, 1),
            new(Rotation.FromYaw(heading * Math.PI / 180 + Signed(random, 0.02)) * level, new(1 + Signed(random, 0.5), Signed(random, 0.5), 1.5)),
            width,
            height))]);
    }

    public static LidarSweep Sweep(Random random, int count)
    {
        float[] values = new float[LidarSweep.Fields * count];
        for (int i = 0; i < count; i++)
        {
            Vector3D p = AnyPoint(random, 30);
            (values[5 * i], values[5 * i + 1], values[5 * i + 2]) = ((float)p.X, (float)p.Y, (float)(p.Z / 10));
            (values[5 * i + 3], values[5 * i + 4]) = (random.Next(256), random.Next(32));
        }
        return LidarSweep.Read(MemoryMarshal.AsBytes(values.AsSpan()), "made");
    }

    public static Occ3DLabels Occupancy(Random random)
    {
        byte[] labels = new byte[GridSpec.Occ3D.Count], lidar = new byte[labels.Length], camera = new byte[labels.Length];
        random.NextBytes(labels);
        for (int i = 0; i < labels.Length; i++)
        {
            (lidar[i], camera[i]) = ((byte)(labels[i] & 1), (byte)(labels[i] >> 1 & 1));
            labels[i] = (byte)(labels[i] % 18);
        }
        return new(new(GridSpec.Occ3D, labels), lidar, camera);
    }

    public static AnnotatedBox Box(Random random, int number) => new(
        $"box{number}", $"instance{number}", "vehicle.car",
        new(AnyPoint(random, 20), new(1 + 20 * random.NextDouble(), 1 + 20 * random.NextDouble(), 1 + 3 * random.NextDouble()), Signed(random, Math.PI)),
        number == 0 ? (double.NaN, double.NaN) : (Signed(random, 9), Signed(random, 9)), 3, "vehicle.moving", 12);

    /// <summary>A key frame with everything; without images where their size is 0.</summary>
    public static Keyframe Make(Random random, string token = "t", string scene = "s", int index = 0, int width = 160, int height = 90)
    {
        return new()
        {
            Token = token,
            Scene = scene,
            Index = index,
            Frame = new()
            {
                Rig = OutwardRig(random, width, height),
                Images = [.. Tokens.Select((_, i) => Image(width, height, 100 * index + i))],
                Timestamp = 1000 + 0.5 * index,
                Command = (Command)random.Next(2),
                Location = "singapore-onenorth",
                Ego = new()
                {
                    Velocity = (Signed(random, 9), Signed(random, 1)),
                    Acceleration = (Signed(random, 2), Signed(random, 2)),
                    YawRate = Signed(random, 1),
                    Steering = Signed(random, 0.5),
                    EgoToWorld = AnyPose(random, 100),
                    History = [new(-1, -6, Signed(random, 1), 0.1), new(-0.5, -3, Signed(random, 1), 0.05)],
                },
            },
            Lidar = Sweep(random, 500),
            LidarToEgo = new(Rotation.FromYaw(-Math.PI / 2 + Signed(random, 0.02)), new(0.94, Signed(random, 0.1), 1.84)),
            Boxes = [.. Enumerable.Range(0, 4).Select(i => Box(random, i))],
            Occupancy = Occupancy(random),
            Future = new()
            {
                Points = [.. Enumerable.Range(1, 6).Select(i => (4.0 * i, Signed(random, i)))],
                Headings = [.. Enumerable.Range(1, 6).Select(_ => Signed(random, 1))],
            },
            FutureSteps = 6,
            CanBus = [.. Enumerable.Range(0, 16).Select(_ => Signed(random, 5)), 0.3, 0.3 * 180 / Math.PI],
            Questions = new() { Keywords = "turn left" },
            Dense = Views(new(index)),
        };
    }

    private static DenseViews Views(Random random) => new(
        Tokens.Length, 3, 5, [.. Enumerable.Range(0, Tokens.Length * 15).Select(_ => (ushort)random.Next(65536))], [.. Enumerable.Range(0, Tokens.Length * 15).Select(_ => (byte)random.Next(18))]);

    private static EncodedImage Image(int width, int height, int seed)
    {
        RgbImage picture = TestImages.Picture(width, height);
        for (int i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = (byte)(picture.Pixels[i] + 37 * seed % 101);
        }
        return TestImages.Encoded(ImageEncoding.ToJpeg(picture, 92));
    }
}
