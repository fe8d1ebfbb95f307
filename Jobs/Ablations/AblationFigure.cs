namespace VoxPilot.Jobs.Ablations;

/// <summary>A figure that tells rows apart.</summary>
/// <param name="Id">The report's measure.</param>
/// <param name="Title">Heading of its column.</param>
public sealed record AblationFigure(string Id, string Title)
{
    /// <summary>The figures, in the order of the table's columns.</summary>
    public static IReadOnlyList<AblationFigure> All { get; } =
    [
        new("occupancy.miou.camera.occ3d", "occupancy mIoU"),
        new("forecast.self.miou.none.sparseworld.mean", "forecast mIoU, 1–3 s"),
        new("planning.l2.omnidrive.1s", "L2 at 1 s"),
        new("planning.l2.omnidrive.2s", "L2 at 2 s"),
        new("planning.l2.omnidrive.3s", "L2 at 3 s"),
        new("planning.l2.voxpilot.manoeuvre", "L2 on manoeuvres"),
        new("questions.closed.exact", "closed questions"),
        new("captions.hermes_questions.hermes.cider", "CIDEr"),
    ];
}
