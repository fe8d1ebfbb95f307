using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving;

/// <summary>Refuses frames that no model should be asked about, naming the part and the fault. Parts are JSON paths of the scene object.</summary>
public static class FrameValidator
{
    /// <summary>Faster than this a car does not drive, m/s.</summary>
    public const double MaximumSpeed = 100;

    /// <summary>Harder than this a car does not accelerate, m/s².</summary>
    public const double MaximumAcceleration = 50;

    /// <summary>Faster than this a car does not turn, rad/s.</summary>
    public const double MaximumYawRate = 10;

    /// <summary>Farther than this from the ego origin no camera is mounted, metres.</summary>
    public const double MaximumMount = 20;

    /// <summary>Past poses at most.</summary>
    public const int MaximumHistory = 256;

    private const double NormTolerance = 0.02;
    private const double AspectTolerance = 0.01;

    /// <summary>Checks everything but the pixels, and gives back the frame with intrinsics that fit its images.</summary>
    /// <remarks>An image may be smaller or larger than its camera says if it has the same aspect (within 1 %): intrinsics are scaled then.</remarks>
    /// <exception cref="InvalidInputException">The first fault that was found.</exception>
    public static Frame Check(Frame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        IReadOnlyList<Camera> cameras = frame.Rig.Cameras;
        if (cameras.Count is 0 or > Rig.MaximumCameras)
        {
            throw new InvalidInputException("rig.cameras", $"A rig has 1 to {Rig.MaximumCameras} cameras; this one has {cameras.Count}.");
        }
        if (frame.Images.Count != cameras.Count)
        {
            throw new InvalidInputException("images", $"The rig declares {cameras.Count} cameras and {frame.Images.Count} images came; give one image for each camera.");
        }
        HashSet<string> names = new(StringComparer.Ordinal);
        List<Camera> fitted = new(cameras.Count);
        for (int i = 0; i < cameras.Count; i++)
        {
            if (!names.Add(cameras[i].Name))
            {
                throw new InvalidInputException($"rig.cameras.{cameras[i].Name}", $"Camera '{cameras[i].Name}' is declared twice; give each camera a name of its own.");
            }
            CheckCamera(cameras[i]);
            fitted.Add(Fit(cameras[i], frame.Images[i]));
        }
        if (!double.IsFinite(frame.Timestamp) || frame.Timestamp is < 0 or > 1e11)
        {
            throw new InvalidInputException("timestamp", $"A timestamp is in seconds since 1970; {frame.Timestamp} is not.");
        }
        if (frame.Ego is { } ego)
        {
            CheckEgo(ego);
        }
        CheckText("sequence", frame.Sequence, 200);
        CheckText("location", frame.Location, 100);
        return frame with { Rig = new(fitted) };
    }

    private static void CheckCamera(Camera camera)
    {
        string part = $"rig.cameras.{camera.Name}";
        CheckText(part, camera.Name, 64);
        Matrix3 k = camera.Intrinsics;
        if (!k.IsFinite)
        {
            throw new InvalidInputException($"{part}.intrinsics", $"The intrinsics of '{camera.Name}' hold a number that is not finite.");
        }
        if (k is not { M20: 0, M21: 0, M22: 1, M10: 0 } || Math.Abs(k.Determinant) < 1e-6)
        {
            throw new InvalidInputException(
                $"{part}.intrinsics", $"The intrinsics of '{camera.Name}' must be [[fx, s, cx], [0, fy, cy], [0, 0, 1]] with fx and fy above 0 (their determinant is {k.Determinant:0.###}).");
        }
        if (k.M00 <= 0 || k.M11 <= 0)
        {
            throw new InvalidInputException($"{part}.intrinsics", $"The focal lengths of '{camera.Name}' must be above 0; they are {k.M00} and {k.M11}.");
        }
        if (camera.Width is < 16 or > 16_384 || camera.Height is < 16 or > 16_384)
        {
            throw new InvalidInputException($"{part}.width", $"Camera '{camera.Name}' is declared as {camera.Width}×{camera.Height} pixels; 16 to 16384 are possible.");
        }
        CheckPose(part, $"of '{camera.Name}'", camera.SensorToEgo);
        if (camera.SensorToEgo.Translation.Length > MaximumMount)
        {
            throw new InvalidInputException(
                $"{part}.translation", $"Camera '{camera.Name}' would be {camera.SensorToEgo.Translation.Length:0.#} m from the car's origin; translations are metres from sensor to ego frame.");
        }
    }

    private static Camera Fit(Camera camera, EncodedImage image)
    {
        if (image.Width == camera.Width && image.Height == camera.Height)
        {
            return camera;
        }
        double sx = (double)image.Width / camera.Width, sy = (double)image.Height / camera.Height;
        if (Math.Abs(sx / sy - 1) > AspectTolerance)
        {
            throw new InvalidInputException(
                camera.Name, $"The image of '{camera.Name}' is {image.Width}×{image.Height} pixels and its camera {camera.Width}×{camera.Height}; give the size that the intrinsics belong to.");
        }
        Matrix3 scaled = new Matrix3(sx, 0, 0, 0, sy, 0, 0, 0, 1) * camera.Intrinsics; // position p goes to s · p, as in ImageTransform
        return camera with { Intrinsics = scaled, Width = image.Width, Height = image.Height };
    }

    private static void CheckPose(string part, string whose, Pose pose)
    {
        if (!pose.Rotation.IsFinite || Math.Abs(pose.Rotation.Norm - 1) > NormTolerance)
        {
            throw new InvalidInputException(
                $"{part}.rotation", $"The rotation {whose} must be a unit quaternion w, x, y, z; its length is {pose.Rotation.Norm:0.###}.");
        }
        if (!pose.Translation.IsFinite)
        {
            throw new InvalidInputException($"{part}.translation", $"The translation {whose} holds a number that is not finite.");
        }
    }

    private static void CheckEgo(EgoState ego)
    {
        CheckRange("ego.velocity", "speed", Math.Sqrt(ego.Velocity.X * ego.Velocity.X + ego.Velocity.Y * ego.Velocity.Y), MaximumSpeed, "m/s");
        CheckRange("ego.acceleration", "acceleration", Math.Sqrt(ego.Acceleration.X * ego.Acceleration.X + ego.Acceleration.Y * ego.Acceleration.Y), MaximumAcceleration, "m/s²");
        CheckRange("ego.yaw_rate", "rate of turn", Math.Abs(ego.YawRate), MaximumYawRate, "rad/s");
        CheckRange("ego.steering", "steering angle", Math.Abs(ego.Steering), Math.PI, "rad");
        if (ego.EgoToWorld is { } pose)
        {
            CheckPose("ego.pose", "of the car", pose);
        }
        if (ego.History.Count > MaximumHistory)
        {
            throw new InvalidInputException("ego.history", $"At most {MaximumHistory} past poses are read; {ego.History.Count} came.");
        }
        double last = double.NegativeInfinity;
        for (int i = 0; i < ego.History.Count; i++)
        {
            PastPose past = ego.History[i];
            string part = $"ego.history[{i}]";
            if (!double.IsFinite(past.Time + past.X + past.Y + past.Yaw))
            {
                throw new InvalidInputException(part, "A past pose holds a number that is not finite.");
            }
            if (past.Time > 0 || past.Time <= last)
            {
                throw new InvalidInputException(part, $"Past poses stand oldest first with times before now (t ≤ 0); {past.Time} does not.");
            }
            if (Math.Sqrt(past.X * past.X + past.Y * past.Y) > 1 + MaximumSpeed * -past.Time)
            {
                throw new InvalidInputException(part, $"The car would have driven faster than {MaximumSpeed} m/s since this pose; x and y are metres in the present ego frame.");
            }
            last = past.Time;
        }
    }

    private static void CheckRange(string part, string what, double value, double limit, string unit)
    {
        if (!double.IsFinite(value) || value > limit)
        {
            throw new InvalidInputException(part, $"A {what} of {value:0.#} {unit} is not a car's; at most {limit:0.#} {unit} are accepted.");
        }
    }

    private static void CheckText(string part, string? text, int limit)
    {
        if (text is not null && (text.Length == 0 || text.Length > limit || text.Any(char.IsControl)))
        {
            throw new InvalidInputException(part, $"Here a text of 1 to {limit} characters without control characters is expected.");
        }
    }
}
