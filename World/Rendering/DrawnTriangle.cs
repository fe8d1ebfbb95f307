namespace VoxPilot.World.Rendering;

/// <summary>A triangle that came through culling.</summary>
/// <param name="Item">Index of its instance among those of the frame.</param>
/// <param name="Triangle">Its number in the instance's mesh.</param>
/// <param name="A">Its nearness at sample (x, y) is A x + B y + C.</param>
/// <param name="B">See <paramref name="A"/>.</param>
/// <param name="C">See <paramref name="A"/>.</param>
internal readonly record struct DrawnTriangle(int Item, int Triangle, double A, double B, double C)
{
    /// <summary>Nearness of its plane at a sample.</summary>
    public double NearnessAt(double x, double y) => A * x + (B * y + C);
}
