using static TorchSharp.torch;

namespace VoxPilot.Perception;

/// <summary>R of unit quaternions: R x turns a vector of the Gaussian's own axes into the ego frame.</summary>
internal static class RotationMatrices
{
    /// <summary>(…, 4) as w, x, y, z to (…, 3, 3).</summary>
    public static Tensor Of(Tensor quaternions)
    {
        Tensor w = quaternions.select(-1, 0), x = quaternions.select(-1, 1), y = quaternions.select(-1, 2), z = quaternions.select(-1, 3);
        return stack(
            [
                1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
                2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
                2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
            ],
            dim: -1).unflatten(-1, 3, 3);
    }
}
