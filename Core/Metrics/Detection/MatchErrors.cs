using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics.Detection;

/// <summary>The errors of a detected box against the true one (devkit: eval/common/utils.py).</summary>
/// <param name="Translation">Metres.</param>
/// <param name="Scale">1 − IoU.</param>
/// <param name="Orientation">Radians.</param>
/// <param name="Velocity">m/s; NaN where the true velocity is unknown.</param>
/// <param name="Attribute">0 or 1; NaN where the true attribute is unknown.</param>
internal readonly record struct MatchErrors(double Translation, double Scale, double Orientation, double Velocity, double Attribute)
{
    public static MatchErrors Of(in DetectionBox truth, in DetectionBox found) => new(
        CentreDistance(truth, found),
        1 - ScaleIou(truth.Size, found.Size),
        YawDifference(truth.Rotation, found.Rotation, truth.Class == DetectionClass.Barrier ? Math.PI : 2 * Math.PI),
        VelocityDistance(truth, found),
        1 - AttributeAccuracy(truth, found));

    /// <summary>Distance of the middles in the ground plane.</summary>
    public static double CentreDistance(in DetectionBox a, in DetectionBox b)
    {
        double x = b.Translation.X - a.Translation.X, y = b.Translation.Y - a.Translation.Y;
        return Math.Sqrt(x * x + y * y);
    }

    public static double VelocityDistance(in DetectionBox truth, in DetectionBox found) => (found.Velocity - truth.Velocity).Length;

    /// <summary>IoU of two boxes laid upon each other.</summary>
    public static double ScaleIou(Vector3D a, Vector3D b)
    {
        double common = Math.Min(a.X, b.X) * Math.Min(a.Y, b.Y) * Math.Min(a.Z, b.Z);
        return common / (a.X * a.Y * a.Z + b.X * b.Y * b.Z - common);
    }

    /// <summary>Smallest difference of two headings that are the same after a period, radians, 0 or more.</summary>
    public static double YawDifference(Rotation truth, Rotation found, double period) => Math.Abs(AngleDifference(truth.Yaw, found.Yaw, period));

    /// <summary>The smallest angle from y to x where angles a period apart are the same.</summary>
    public static double AngleDifference(double x, double y, double period)
    {
        double turned = x - y + period / 2;
        double difference = turned - Math.Floor(turned / period) * period - period / 2;
        return difference > Math.PI ? difference - 2 * Math.PI : difference;
    }

    public static double AttributeAccuracy(in DetectionBox truth, in DetectionBox found) =>
        truth.Attribute == DetectionAttributeKind.None ? double.NaN : truth.Attribute == found.Attribute ? 1 : 0;
}
