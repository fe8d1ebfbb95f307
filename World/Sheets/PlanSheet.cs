using VoxPilot.Core;
using VoxPilot.Core.Imaging;

namespace VoxPilot.World.Sheets;

/// <summary>Draws plans and forecasts, a row for each: from above the way that was driven (red), the anchors (faint) and the plan (green); occupancy 3 s ahead as forecast and as it came.</summary>
public static class PlanSheet
{
    private const int Gap = 8, Heading = 16;
    private const int Faint = 0x4A5468, Chosen = 0x6BF178, Driven = 0xFF4D6D;

    /// <summary>Draws a sheet.</summary>
    /// <param name="rows">One for each row.</param>
    public static RgbImage Draw(IReadOnlyList<PlanPicture> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (int wide, int high) = OccupancyDrawing.Size;
        int row = Heading + high + Gap;
        Canvas canvas = new(Gap + high + Gap + 2 * (wide + Gap), Gap + rows.Count * row);
        for (int i = 0; i < rows.Count; i++)
        {
            PlanPicture picture = rows[i];
            int top = Gap + i * row, left = Gap;
            canvas.Words($"{picture.Keyframe.Scene} {picture.Keyframe.Index}", left, top);
            BirdsEyeDrawing.Draw(canvas, left, top + Heading, high, picture.Keyframe);
            foreach (Trajectory anchor in picture.Anchors)
            {
                BirdsEyeDrawing.Way(canvas, left, top + Heading, high, anchor.Points, Faint, 1);
            }
            BirdsEyeDrawing.Way(canvas, left, top + Heading, high, [.. picture.Keyframe.Future!.Points.Take(picture.Keyframe.FutureSteps)], Driven, 3);
            BirdsEyeDrawing.Way(canvas, left, top + Heading, high, picture.Plan.Points, Chosen, 2);
            left += high + Gap;
            foreach ((string words, OccupancyGrid grid) in ((string, OccupancyGrid)[])[("FORECAST 3 S", picture.Forecast), ("3 S LATER", picture.Truth)])
            {
                canvas.Words(words, left, top);
                OccupancyDrawing.Draw(canvas, left, top + Heading, grid.Labels);
                left += wide + Gap;
            }
        }
        return canvas.Image;
    }
}
