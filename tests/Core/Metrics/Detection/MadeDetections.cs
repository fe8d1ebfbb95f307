using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Metrics.Detection;

namespace VoxPilot.Core.Tests.Metrics.Detection;

/// <summary>Made-up key frames around the origin: true boxes, and detected ones that are shifted, missing or too many.</summary>
internal sealed class MadeDetections(Random random)
{
    /// <summary>Scores are rounded to so many digits; few digits make ties.</summary>
    public int ScoreDigits { get; init; } = 15;

    public (DetectionBox[] Found, DetectionTruth Truth) Frame(int things, int classes = DetectionClasses.Count)
    {
        List<DetectionBox> truth = [], found = [];
        for (int i = 0; i < things; i++)
        {
            DetectionBox box = Box((DetectionClass)random.Next(classes)) with { Score = DetectionBox.NoScore, Points = random.Next(1, 9) };
            truth.Add(random.Next(5) == 0 ? box with { Velocity = new(double.NaN, double.NaN), Attribute = DetectionAttributeKind.None } : box);
            for (int copies = random.Next(3); copies > 0; copies--)
            {
                found.Add(box with
                {
                    Translation = box.Translation + new Vector3D(Signed(3), Signed(3), 0),
                    Size = new(box.Size.X * (1 + Signed(0.3)), box.Size.Y, box.Size.Z),
                    Rotation = Rotation.FromYaw(box.Rotation.Yaw + Signed(0.5)),
                    Velocity = new(box.Velocity.X + Signed(1), box.Velocity.Y),
                    Attribute = random.Next(3) == 0 ? DetectionAttributeKind.VehicleStopped : box.Attribute,
                    Score = Score(),
                    Points = DetectionBox.NoPoints,
                });
            }
        }
        for (int i = random.Next(things + 1); i > 0; i--)
        {
            found.Add(Box((DetectionClass)random.Next(classes)));
        }
        return ([.. found], new() { Ego = Vector3D.Zero, Boxes = [.. truth] });
    }

    private DetectionBox Box(DetectionClass what) => new(
        what, new(Signed(28), Signed(10), 1), new(1 + random.NextDouble(), 2 + random.NextDouble(), 1 + random.NextDouble()),
        Rotation.FromYaw(Signed(Math.PI)), new(Signed(5), Signed(5)), DetectionAttributeKind.VehicleMoving, Score());

    private double Score() => Math.Round(random.NextDouble(), ScoreDigits);

    private double Signed(double reach) => reach * (2 * random.NextDouble() - 1);
}
