using TorchSharp;
using static TorchSharp.torch;

namespace VoxPilot.Perception;

// B batch, N views, Q queries, Dt channels of the teacher

/// <summary>What a teacher of images sees where queries are (spec/sparseoccvla.md §4).</summary>
/// <param name="Features">v (B, Q, Dt): mean of the views that see the query's centre, zero where none does.</param>
/// <param name="Seen">(B, Q) bool: whether a view sees it.</param>
public sealed record TeacherFeatures(Tensor Features, Tensor Seen)
{
    private const float MinimumDepth = 1e-5f;

    /// <summary>Projects the centres into every view of the present frame and blends the maps bilinearly; without gradients.</summary>
    /// <param name="centres">(B, Q, 3), metres, ego frame (<see cref="OccupancyQueries.Centres"/>).</param>
    /// <param name="maps">(B, N, Dt, h, w), over the whole of the network's input.</param>
    /// <param name="egoToImage">(B, N, 4, 4): to pixels of the network's input.</param>
    /// <param name="image">Size of the network's input.</param>
    public static TeacherFeatures Sample(Tensor centres, Tensor maps, Tensor egoToImage, ImageConfig image)
    {
        ArgumentNullException.ThrowIfNull(centres);
        ArgumentNullException.ThrowIfNull(maps);
        ArgumentNullException.ThrowIfNull(egoToImage);
        ArgumentNullException.ThrowIfNull(image);
        if (maps.Dimensions != 5 || maps.shape[1] != egoToImage.shape[1])
        {
            throw new ArgumentException(
                $"A map (Dt, h, w) and a matrix for each view are expected; maps ({string.Join(", ", maps.shape)}) and {egoToImage.shape[1]} matrices were given.", nameof(maps));
        }
        using DisposeScope scope = NewDisposeScope();
        using IDisposable _ = no_grad();
        long b = maps.shape[0], n = maps.shape[1];
        Tensor rotation = egoToImage.narrow(2, 0, 3).narrow(3, 0, 3), translation = egoToImage.narrow(2, 0, 3).narrow(3, 3, 1);
        Tensor camera = matmul(rotation, centres.transpose(1, 2).unsqueeze(1)) + translation;             // (B, N, 3, Q)
        Tensor depth = camera.select(2, 2), safe = depth.clamp(min: MinimumDepth);                        // (B, N, Q)
        Tensor u = camera.select(2, 0) / safe / image.Width, v = camera.select(2, 1) / safe / image.Height;
        Tensor seen = depth.gt(MinimumDepth) & u.gt(0) & u.lt(1) & v.gt(0) & v.lt(1);                     // (B, N, Q)
        // Places that no view sees may be infinite; they count nothing but must not make NaN.
        Tensor place = (stack([u, v], dim: -1) * 2 - 1).clamp(-2, 2).flatten(0, 1).unsqueeze(1);          // (B·N, 1, Q, 2)
        Tensor sampled = nn.functional.grid_sample(
            maps.flatten(0, 1), place.to_type(maps.dtype), GridSampleMode.Bilinear, GridSamplePaddingMode.Border, align_corners: false);
        sampled = sampled.squeeze(2).unflatten(0, b, n);                                                  // (B, N, Dt, Q)
        Tensor share = seen.to_type(maps.dtype), views = share.sum(1);                                    // (B, N, Q), (B, Q)
        Tensor features = (sampled * share.unsqueeze(2)).sum(1) / views.clamp_min(1).unsqueeze(1);        // (B, Dt, Q)
        return new(features.transpose(1, 2).MoveToOuterDisposeScope(), views.gt(0).MoveToOuterDisposeScope());
    }
}
