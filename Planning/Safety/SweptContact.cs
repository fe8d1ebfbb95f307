using VoxPilot.Core.Geometry;

namespace VoxPilot.Planning;

/// <summary>The worst instant of a swept box.</summary>
/// <param name="Cells">Most obstacle columns touched at one instant.</param>
/// <param name="Time">First instant over the limit, else that of the most.</param>
/// <param name="Place">Where an obstacle is touched then.</param>
internal readonly record struct SweptContact(int Cells, double Time, Vector3D Place)
{
    /// <summary>With one more instant.</summary>
    public SweptContact With(int cells, int limit, double time, Vector3D place) =>
        cells <= Cells ? this
        : Cells > limit ? this with { Cells = cells }
        : new(cells, time, place);
}
