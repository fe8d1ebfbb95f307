using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Core.Datasets.Augmentation;
using VoxPilot.Core.Datasets.Loading;
using VoxPilot.Core.Geometry;
using VoxPilot.Core.Imaging;
using VoxPilot.Driving;
using VoxPilot.Jobs.Tests.Training.Stages.Occupancy;
using VoxPilot.Jobs.Training;
using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Jobs.Tests.Training.Stages.Gaussians;

public sealed class SqsStageTests(SmallOccupancy made) : IClassFixture<SmallOccupancy>
{
    private static readonly GaussianDecoderConfig Few = GaussianDecoderConfig.Nano() with { Gaussians = 300, Layers = 1 };

    private StageSetup Setup => made.Setup with { Command = "voxpilot train sqs" };

    private SqsConfig Config => SqsConfig.For(TrainingPreset.Nano, made.Setup.From.Manifest.Config.Perception) with { Decoder = Few, Augmentation = ClipAugmentation.None, PreviewFrames = 2 };

    [Fact]
    public void A_few_steps_render_better_and_leave_a_sheet_and_a_pack_that_sees_Gaussians()
    {
        RunFolder folder = made.Run("sqs");
        StageSetup setup = Setup with { Training = Setup.Training with { Steps = 40, LogSteps = 5, PreviewSteps = 20 } };
        using (TrainingLoop<TrainingBatch> loop = new(new SqsStage(setup, Config), setup.Training, folder))
        {
            Assert.True(loop.Run(false, null, TestContext.Current.CancellationToken));
        }
        IReadOnlyList<LossLine> lines = LossLog.Read(folder.Losses);
        Assert.Equal(["color", "depth", SqsPreview.Kept], lines[0].Terms.Keys);
        Assert.InRange(lines[^1].Terms["color"], 0, 0.8 * lines[0].Terms["color"]);
        Assert.InRange(lines[^1].Terms["depth"], 0, 0.8 * lines[0].Terms["depth"]);
        string[] previews = File.ReadAllLines(folder.PreviewFigures);
        Assert.Equal(2, previews.Length);
        Assert.All(["psnr", "ssim", "depth.abs_rel", "depth.rmse", SqsPreview.Kept], figure => Assert.Contains($"\"{figure}\":", previews[1], StringComparison.Ordinal));
        string picture = Path.Combine(folder.Previews, "step-0000040.png");
        using ImageDecoder decoder = new();
        Assert.True(decoder.Decode(ImageHeader.Read(File.ReadAllBytes(picture), picture, ImageLimits.Default)).Width > 400);

        ModelPack pack = ModelPack.Open(Path.Combine(folder.Results, "pack"));
        Assert.Contains(PackInfo.Splatting, pack.Info.Capabilities);
        Assert.False(pack.Manifest.Trained);
        Assert.StartsWith("sqs: 40 steps of 2 samples", pack.Manifest.Provenance.Stages[^1], StringComparison.Ordinal);
        using DrivingModel before = DrivingModel.Load(Setup.From, "cpu"), after = DrivingModel.Load(pack, "cpu");
        Assert.True(Distance(before.Perception.Images, after.Perception.Images) > 1e-3);
        Assert.True(Distance(before.Perception.Occupancy, after.Perception.Occupancy) < 2e-3); // within half precision
        Assert.Equal(Few.Gaussians, after.Perception.Gaussians!.Decoder.Config.Gaussians);
    }

    [Fact]
    public void Gaussians_alone_learn_over_an_image_encoder_that_is_to_stay()
    {
        using DisposeScope scope = NewDisposeScope();
        using SqsStage stage = new(Setup, Config with { LearnsImages = false });
        Assert.Equal(["gaussians"], stage.Parts.Select(part => part.Name));
        using IBatchSource<TrainingBatch> batches = stage.Batches(default);
        using TrainingBatch batch = batches.Take(TestContext.Current.CancellationToken);
        stage.Losses(batch, 0)[0].Value.backward();
        Assert.Contains(stage.Parts[0].Module.parameters(), parameter => parameter.grad is { } gradient && gradient.abs().max().ToDouble() > 0);
    }

    [Fact]
    public void A_mirrored_sample_is_compared_with_the_mirrored_camera()
    {
        using DisposeScope scope = NewDisposeScope();
        SqsConfig config = Config;
        SqsTensors plain = Tensors(ClipAugmentation.None), mirrored = Tensors(new() { MirrorProbability = 1 });
        // The front camera: its colours and depths are those of the other, column by column from the right, and so are Gaussians that were mirrored in space.
        Assert.True(plain.Target.Colors[0, 0].flip(-1).allclose(mirrored.Target.Colors[0, 0], atol: 2e-2));
        float[] there = plain.Target.Depth[0, 0].flip(-1).Numbers(), seen = mirrored.Target.Depth[0, 0].Numbers();
        Assert.True(there.Zip(seen).Count(pair => Math.Abs(pair.First - pair.Second) < 0.05) > 0.97 * there.Length);

        Tensor means = tensor(new[] { 9f, 1.5f, 1, 14, -2, 0.5f, 7, 0.3f, 0.8f }, [1, 3, 3]);
        SplatImage one = Render(means, plain), other = Render(means * tensor(new[] { 1f, -1, 1 }), mirrored);
        Assert.True(one.Alpha[0, 0].max().ToDouble() > 0.5);
        Assert.True(one.Depth[0, 0].flip(-1).allclose(other.Depth[0, 0], atol: 1e-3));

        SqsTensors Tensors(ClipAugmentation augmentation)
        {
            ClipLoaderOptions options = ClipTensors.Loading(Setup.From.Manifest.Config.Perception.Image, new() { Parts = Core.Datasets.KeyframeParts.Images | Core.Datasets.KeyframeParts.Lidar })
                with { DepthWidth = config.RenderWidth, DepthHeight = config.RenderHeight, Augmentation = augmentation, Shuffle = false };
            using ClipLoader loader = new(Setup.Data, options);
            using TrainingBatch batch = loader.Next(TestContext.Current.CancellationToken)!;
            return SqsTensors.Of(batch.Samples, options, CPU);
        }

        static SplatImage Render(Tensor means, SqsTensors tensors) => SplatRasterizer.Render(
            new() { Means = means, Scales = full([1, 3, 3], 0.5f), Rotations = tensor(new[] { 1f, 0, 0, 0 }, [1, 1, 4]).expand(1, 3, 4), Opacities = full([1, 3], 0.9f), Harmonics = zeros(1, 3, 1, 3) },
            tensors.Cameras, new());
    }

    [Fact]
    public void Opaque_Gaussians_at_LiDAR_points_render_the_depth_that_the_target_has()
    {
        using DisposeScope scope = NewDisposeScope();
        ClipLoaderOptions options = ClipTensors.Loading(Setup.From.Manifest.Config.Perception.Image, new() { Parts = Core.Datasets.KeyframeParts.Images | Core.Datasets.KeyframeParts.Lidar })
            with { DepthWidth = 64, DepthHeight = 32, Shuffle = false };
        using ClipLoader loader = new(Setup.Data, options);
        using TrainingBatch batch = loader.Next(TestContext.Current.CancellationToken)!;
        SqsTensors tensors = SqsTensors.Of(batch.Samples, options, CPU);
        Core.Datasets.Keyframe keyframe = Setup.Data.Read(batch.Samples[0].Draw.Index, Core.Datasets.KeyframeParts.Lidar);
        Camera camera = batch.Samples[0].Now.Frame.Rig.Cameras[0];
        Matrix4 toImage = camera.EgoToImage * Matrix4.From(keyframe.LidarToEgo);
        float[] target = tensors.Target.Depth[0, 0].Numbers();
        int compared = 0;
        // Each point alone: a tiny opaque Gaussian there shows the point's own depth at its pixel.
        for (int i = 0; i < keyframe.Lidar!.Values.Length && compared < 25; i += 97 * Core.Formats.LidarSweep.Fields)
        {
            ReadOnlySpan<float> p = keyframe.Lidar.Values.Slice(i, 3);
            Vector3D ego = keyframe.LidarToEgo.Transform(new(p[0], p[1], p[2]));
            (double u, double v, double depth) = Project(toImage, p);
            int x = (int)Math.Floor(u * 64 / camera.Width), y = (int)Math.Floor(v * 32 / camera.Height);
            if (depth is < 1 or > 50 || x is < 0 or >= 64 || y is < 0 or >= 32 || Math.Abs(target[y * 64 + x] - depth) > 1e-3)
            {
                continue;
            }
            SplatImage image = SplatRasterizer.Render(
                new()
                {
                    Means = tensor(new[] { (float)ego.X, (float)ego.Y, (float)ego.Z }, [1, 1, 3]), Scales = full([1, 1, 3], 0.02f), Rotations = tensor(new[] { 1f, 0, 0, 0 }, [1, 1, 4]),
                    Opacities = full([1, 1], 0.99f), Harmonics = zeros(1, 1, 1, 3),
                },
                tensors.Cameras, new());
            Assert.Equal(depth, image.ExpectedDepth()[0, 0, y, x].ToDouble(), 0.01 * depth);
            compared++;
        }
        Assert.InRange(compared, 5, 25);

        static (double U, double V, double Depth) Project(Matrix4 m, ReadOnlySpan<float> p)
        {
            double Row(int row, ReadOnlySpan<float> q) => m[row, 0] * q[0] + m[row, 1] * q[1] + m[row, 2] * q[2] + m[row, 3];
            double depth = Row(2, p);
            return (Row(0, p) / depth, Row(1, p) / depth, depth);
        }
    }

    [Fact]
    public void Few_Gaussians_of_any_opacity_are_told_as_an_alarm()
    {
        using SqsStage stage = new(Setup, Config);
        Assert.Null(stage.Alarm(new Dictionary<string, double> { [SqsPreview.Kept] = 0.4 }));
        Assert.Contains("opacity collapses: 1.0 % of the Gaussians", stage.Alarm(new Dictionary<string, double> { [SqsPreview.Kept] = 0.01 }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_by_name()
    {
        Assert.Contains("render_width", Refusal(Config with { RenderWidth = 100 }), StringComparison.Ordinal);
        Assert.Contains("loss.color", Refusal(Config with { Loss = new() { Color = 0, Depth = 0 } }), StringComparison.Ordinal);

        Assert.Contains("decoder.gaussians", Refusal(Config with { Decoder = Few with { Gaussians = 0 } }), StringComparison.Ordinal);
        Assert.Contains("decoder.classes", Refusal(Config with { Loss = new() { Classes = 1 } }), StringComparison.Ordinal);

        string Refusal(SqsConfig config) => Assert.Throws<TrainingException>(() => new SqsStage(Setup, config)).Message;
    }

    private static double Distance(nn.Module a, nn.Module b) => a.state_dict().Where(e => b.state_dict().ContainsKey(e.Key)).Max(e => (e.Value.to_type(ScalarType.Float32) - b.state_dict()[e.Key].to_type(ScalarType.Float32)).abs().max().ToDouble());
}
