namespace VoxPilot.Jobs.Evidence;

/// <summary>A column of a table.</summary>
/// <param name="Id">The report's measure.</param>
/// <param name="Title">Heading.</param>
/// <param name="HigherIsBetter">Whether more is better.</param>
public sealed record EvidenceFigure(string Id, string Title, bool HigherIsBetter)
{
    /// <summary>mIoU of what cameras see, %.</summary>
    public static EvidenceFigure Miou { get; } = new("occupancy.miou.camera.occ3d", "mIoU, %", true);

    /// <summary>IoU of what cameras see, whatever the class, %.</summary>
    public static EvidenceFigure Iou { get; } = new("occupancy.iou.camera.occ3d", "IoU, %", true);

    /// <summary>Mean distance of the plan to the driven path after 3 s, metres.</summary>
    public static EvidenceFigure Distance { get; } = new("planning.l2.omnidrive.3s", "L2 at 3 s, m", false);

    /// <summary>The same where the car does something.</summary>
    public static EvidenceFigure Manoeuvres { get; } = new("planning.l2.voxpilot.manoeuvre", "L2 on manoeuvres, m", false);

    /// <summary>Closed questions answered exactly, %.</summary>
    public static EvidenceFigure Answers { get; } = new("questions.closed.exact", "closed questions, %", true);
}
