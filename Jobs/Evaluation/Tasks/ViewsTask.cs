using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.Core.Metrics;
using VoxPilot.Jobs.Reports;

namespace VoxPilot.Jobs.Evaluation;

/// <summary>Rendered images against the cameras', rendered depth against the data set's dense depth.</summary>
internal sealed class ViewsTask : IEvaluationTask, IDisposable
{
    private readonly ImageDecoder decoder = new();
    private readonly Psnr psnr = new();
    private readonly Ssim valid = new(SsimWindows.Valid), padded = new(SsimWindows.ZeroPadded);
    private readonly DepthErrors depth = new();

    /// <inheritdoc/>
    public EvaluationTask Task => EvaluationTask.Views;

    /// <inheritdoc/>
    public void Add(EvaluationKeyframe keyframe, KeyframePrediction prediction)
    {
        Frame frame = keyframe.Keyframe.Frame;
        for (int i = 0; i < frame.Images.Count; i++)
        {
            string camera = frame.Rig.Cameras[i].Name;
            if (prediction.Images?.GetValueOrDefault(camera) is { } rendered)
            {
                AddImage(keyframe.Scene, rendered, decoder.Decode(frame.Images[i], part: camera));
            }
            if (prediction.Depth?.GetValueOrDefault(camera) is { } metres && keyframe.Keyframe.Dense is { } dense)
            {
                int pixels = dense.Height * dense.Width;
                depth.Add(keyframe.Scene, metres, Array.ConvertAll(dense.Centimetres[(i * pixels)..((i + 1) * pixels)], centimetres => centimetres / 100f));
            }
        }
    }

    /// <inheritdoc/>
    public ReportSection Close(SceneBootstrap bootstrap)
    {
        SectionRows rows = new(bootstrap) { Population = "images of all cameras" };
        rows.Add([psnr.Row(), valid.Row(), padded.Row()], []);
        rows.Add(depth.Rows(), []);
        return new()
        {
            Id = EvaluationTasks.Name(Task),
            Title = "Rendered views",
            About = "Rendered images against those of the cameras, and rendered depth against the data set's depth of every pixel.",
            Absent = rows.Rows.Count == 0 ? "The predictions hold no rendered image of any camera." : null,
            Measures = rows.Rows,
        };
    }

    public void Dispose() => decoder.Dispose();

    private void AddImage(int scene, RgbImage rendered, RgbImage truth)
    {
        float[] a = Planes(rendered), b = Planes(truth);
        psnr.Add(scene, a, b);
        valid.Add(scene, a, b, truth.Width, truth.Height);
        padded.Add(scene, a, b, truth.Width, truth.Height);
    }

    // (3, H, W), 0…1
    private static float[] Planes(RgbImage image)
    {
        int pixels = image.Width * image.Height;
        float[] planes = new float[3 * pixels];
        for (int i = 0; i < pixels; i++)
        {
            for (int c = 0; c < 3; c++)
            {
                planes[c * pixels + i] = image.Pixels[3 * i + c] / 255f;
            }
        }
        return planes;
    }
}
