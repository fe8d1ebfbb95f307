using VoxPilot.Core.Geometry;
using VoxPilot.Llm;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

// N cameras, T frames, Q queries, R points per query, C channels, D language model's width

/// <summary>Images to queries and scene tokens. Runs on the device's thread.</summary>
internal sealed class SceneEncoder(DrivingModel model)
{
    private readonly ImageConfig image = model.Config.Perception.Image;
    private readonly VisualOdometry odometry = new(model.Config.Perception.Image);
    private readonly int frames = model.Config.Perception.Encoder.Frames;

    /// <summary>Past frames that the encoder looks at.</summary>
    public int PastFrames => frames - 1;

    /// <summary>The backbone and its neck over the images of one frame, and the car's motion since an earlier one.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="before">An earlier frame of its sequence and the seconds since then; null where there is none.</param>
    /// <param name="clock">Gets the times.</param>
    public FrameFeatures SeeImages(PreparedFrame frame, (OdometryFrame Frame, double Seconds)? before, StageClock clock)
    {
        OdometryFrame moved;
        using (clock.Measure(Stage.Odometry))
        {
            moved = odometry.Next(frame.Pixels, FrameGeometry.EgoToImage([new(frame.Rig, Pose.Identity)], image), before?.Frame, before?.Seconds ?? 0);
        }
        using StageClock.Span _ = clock.Measure(Stage.Backbone);
        Tensor images = tensor(frame.Pixels, [frame.Rig.Cameras.Count, 3, image.Height, image.Width], device: model.Device); // (N, 3, H, W)
        return new(model.Perception.Images.forward(images), moved);                                                          // (N, C, h, w)
    }

    /// <summary>The occupancy encoder over present and past features, with the Gaussians of the present frame where it looks at them; then the connector.</summary>
    /// <param name="frame">The present frame.</param>
    /// <param name="now">Features of the present frame.</param>
    /// <param name="past">Features of past frames, newest first, with their cameras and the pose of the car then in the present ego frame; where there are too few, the oldest (or the present frame) stands in.</param>
    /// <param name="clock">Gets the times.</param>
    public SceneQueries Encode(PreparedFrame frame, FrameFeatures now, IReadOnlyList<(FrameFeatures Features, FrameView View)> past, StageClock clock)
    {
        List<(FrameFeatures Features, FrameView View)> all = [(now, new(frame.Rig, Pose.Identity)), .. past.Take(PastFrames)];
        while (all.Count < frames)
        {
            all.Add(all[^1]);
        }
        OccupancyQueries queries;
        using (clock.Measure(Stage.Encoder))
        {
            Tensor[] levels =
            [
                .. Enumerable.Range(0, now.Levels.Length)
                    .Select(level => cat([.. all.Select(f => f.Features.Levels[level])], 0).unsqueeze(0)),                   // (1, T·N, C, h, w)
            ];
            float[] matrices = FrameGeometry.EgoToImage([.. all.Select(f => f.View)], image);
            Tensor egoToImage = tensor(matrices, [1, matrices.Length / FrameGeometry.Values, 4, 4], device: model.Device);   // (1, T·N, 4, 4)
            queries = model.Perception.Occupancy.forward(levels, egoToImage, LookedAt(frame, levels, egoToImage, clock));
        }
        using (clock.Measure(Stage.Connector))
        {
            return Connect(queries);
        }
    }

    /// <summary>Some of the queries, with their tokens: what is left when agents are taken away.</summary>
    public SceneQueries Select(SceneQueries queries, int[] kept, StageClock clock)
    {
        using StageClock.Span _ = clock.Measure(Stage.Connector);
        Tensor index = tensor([.. kept.Select(i => (long)i)], device: model.Device);
        return Connect(new()
        {
            Features = queries.Tensors.Features.index_select(1, index),
            Points = queries.Tensors.Points.index_select(1, index),
            Logits = queries.Tensors.Logits.index_select(1, index),
        });
    }

    /// <summary>T_g (12, D) for a motion (3, 6); for unknown motion null.</summary>
    public float[] GlobalTokens(SceneQueries queries, float[]? motion, StageClock clock)
    {
        using StageClock.Span _ = clock.Measure(Stage.Connector);
        Tensor? code = motion is null ? null : tensor(motion, [1, MotionCode.Horizons, MotionCode.Width], device: model.Device); // (1, 3, 6)
        return model.Connector.Global.forward(queries.Tensors.Features, code).ToArray();                                         // (1, 12, D)
    }

    private GaussianSet? LookedAt(PreparedFrame frame, Tensor[] levels, Tensor egoToImage, StageClock clock)
    {
        if (!model.Perception.Occupancy.NeedsGaussians)
        {
            return null;
        }
        using StageClock.Span _ = clock.Measure(Stage.Gaussians);
        return model.Perception.LookedAt(tensor(frame.Pixels, [frame.Rig.Cameras.Count, 3, image.Height, image.Width], device: model.Device), levels, egoToImage);
    }

    private SceneQueries Connect(OccupancyQueries queries)
    {
        Tensor middles = queries.Centres();                                                                                  // (1, Q, 3)
        Tensor tokens = TokenArrangement.Of(model.Config.Connector, middles)
            .Arrange(model.SceneTokens(queries));                                                                            // (1, Q, D)
        float[] centres = middles.ToArray();
        Vector3D[] positions = [.. Enumerable.Range(0, centres.Length / 3).Select(q => new Vector3D(centres[3 * q], centres[3 * q + 1], centres[3 * q + 2]))];
        return new(queries, positions, tokens.ToArray());
    }
}
