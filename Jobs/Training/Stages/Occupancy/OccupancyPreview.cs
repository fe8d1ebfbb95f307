using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.Perception;
using VoxPilot.World.Sheets;

namespace VoxPilot.Jobs.Training;

/// <summary>A picture of a few key frames: what is there, beside what the model says is there.</summary>
internal static class OccupancyPreview
{
    private const int Rows = 3, Gap = 8, Label = 20;

    /// <summary>Draws the first frames, spread over those given.</summary>
    public static void Draw(IReadOnlyList<SeenFrame> frames, PointVoxelizerConfig rules, string file)
    {
        int rows = Math.Min(Rows, frames.Count);
        (int width, int height) = OccupancyDrawing.Size;
        Canvas canvas = new(2 * width + 3 * Gap, Label + rows * (height + Gap));
        canvas.Words("TRUTH", Gap, 4);
        canvas.Words("PREDICTED", width + 2 * Gap, 4);
        PointVoxelizer voxelizer = new(rules);
        for (int row = 0; row < rows; row++)
        {
            SeenFrame frame = frames[row * frames.Count / rows];
            int top = Label + row * (height + Gap);
            OccupancyGrid seen = voxelizer.Voxelize(frame.Points, frame.Logits, frame.PointsPerQuery).ToGrid();
            OccupancyDrawing.Draw(canvas, Gap, top, frame.Truth);
            OccupancyDrawing.Draw(canvas, width + 2 * Gap, top, seen.Labels);
        }
        File.WriteAllBytes(file, ImageEncoding.ToPng(canvas.Image));
    }
}
