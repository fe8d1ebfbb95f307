using TorchSharp.Modules;
using VoxPilot.Core;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Planning;

// B batch, M modes, C channels, N cameras, L levels, P points per trajectory, G groups

/// <summary>
/// DiffusionDrive's traj_pooler: points in columns over the trajectory's positions are projected into every camera; what the image
/// features show there is weighted, by the mode's feature and the camera's geometry, and added to the mode's feature.
/// The paper's decoder has no such operation; it stands here so that the blocks can be held against the published decoder.
/// </summary>
internal sealed class ImagePoolingBlock : DecoderBlock
{
    private const double NearestDepth = 1e-5;
    private readonly ImagePoolingConfig config;
    private readonly int points;
    private readonly Sequential camera_encoder;
    private readonly Linear weights_fc;
    private readonly Linear output_proj;

    public ImagePoolingBlock(DecoderConfig decoder) : base(nameof(DecoderOperation.ImagePooling))
    {
        config = decoder.ImagePooling ?? throw new ArgumentException("A decoder with image pooling needs an ImagePoolingConfig.", nameof(decoder));
        points = Trajectory.Steps * config.Heights.Count;
        int c = decoder.Width;
        camera_encoder = Sequential(Linear(12, c), ReLU(), LayerNorm(c), Linear(c, c), ReLU(), LayerNorm(c));
        weights_fc = Linear(c, config.Levels * points * config.Groups);
        output_proj = Linear(c, c);
        RegisterComponents();
    }

    public override DecoderState forward(DecoderState state, DecoderContext context, Tensor time)
    {
        CameraFeatures cameras = context.Cameras!;
        Tensor f = state.Features;
        long b = f.shape[0], m = f.shape[1], c = f.shape[2];
        Tensor where = Project(KeyPoints(state.Displacements), cameras);                    // (B, N, M, P, 2)
        Tensor weights = Weights(f, cameras.Projection);                                    // (B, M, N, L, P, G)

        Tensor visible = ((where > 0) & (where < 1)).all(-1).to(f.dtype).unsqueeze(2);      // (B, N, 1, M, P)
        Tensor grid = (where * 2 - 1).flatten(0, 1);                                        // (B·N, M, P, 2)
        Tensor sum = zeros([b, m, config.Groups, c / config.Groups], dtype: f.dtype, device: f.device);
        for (int level = 0; level < config.Levels; level++)
        {
            Tensor seen = functional.grid_sample(
                cameras.Levels[level].flatten(0, 1), grid, GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, align_corners: false);
            seen = seen.unflatten(0, [b, config.Cameras]) * visible;                        // (B, N, C, M, P)
            seen = seen.permute(0, 3, 1, 4, 2).unflatten(-1, [config.Groups, c / config.Groups]); // (B, M, N, P, G, C/G)
            sum = sum + (seen * weights.select(3, level).unsqueeze(-1)).sum([2, 3]);        // (B, M, G, C/G)
        }
        return state with { Features = f + output_proj.forward(sum.flatten(2)) };           // (B, M, C)
    }

    // Positions are running sums of the displacements; over each stands a column of points.
    private Tensor KeyPoints(Tensor displacements)
    {
        Tensor positions = displacements.cumsum(2).unsqueeze(3);                            // (B, M, 6, 1, 2)
        float[] heights = [.. config.Heights.Select(h => (float)(h + config.GroundHeight))];
        Tensor column = tensor(heights, device: displacements.device).view(1, 1, 1, heights.Length, 1);
        long b = positions.shape[0], m = positions.shape[1];
        return cat([positions.expand(b, m, Trajectory.Steps, heights.Length, 2), column.expand(b, m, Trajectory.Steps, heights.Length, 1)], -1)
            .flatten(2, 3);                                                                 // (B, M, P, 3)
    }

    // To shares 0…1 of the image's width and height.
    private static Tensor Project(Tensor points, CameraFeatures cameras)
    {
        Tensor homogeneous = cat([points, ones_like(points.narrow(-1, 0, 1))], -1);         // (B, M, P, 4)
        Tensor projection = cameras.Projection.unsqueeze(2).unsqueeze(2);                   // (B, N, 1, 1, 4, 4)
        Tensor pixels = matmul(projection, homogeneous.unsqueeze(1).unsqueeze(-1)).squeeze(-1); // (B, N, M, P, 4)
        Tensor depth = pixels.narrow(-1, 2, 1).clamp(min: NearestDepth);
        return pixels.narrow(-1, 0, 2) / depth / cameras.ImageSize.unsqueeze(2).unsqueeze(2);
    }

    private Tensor Weights(Tensor f, Tensor projection)
    {
        long b = f.shape[0], m = f.shape[1];
        Tensor camera = camera_encoder.forward(projection.narrow(2, 0, 3).flatten(2));      // (B, N, C)
        Tensor weights = weights_fc.forward(f.unsqueeze(2) + camera.unsqueeze(1));          // (B, M, N, L·P·G)
        return weights.view(b, m, -1, config.Groups).softmax(-2)                            // over cameras, levels and points
            .view(b, m, config.Cameras, config.Levels, points, config.Groups);
    }
}
