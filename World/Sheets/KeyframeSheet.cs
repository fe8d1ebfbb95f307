using VoxPilot.Core;
using VoxPilot.Core.Datasets;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Imaging;

namespace VoxPilot.World.Sheets;

/// <summary>All of one key frame on one sheet: six cameras, their depth and classes, the scene from above and the occupancy.</summary>
internal sealed class KeyframeSheet(ImageDecoder decoder)
{
    private const int CellWidth = 352, Gap = 8, Head = 44, Label = 16;
    private const int BirdsEye = 640, LegendWidth = 184;

    // Where each camera of nuScenes stands on the sheet: column and row.
    private static readonly Dictionary<string, (int Column, int Row)> Cells = new()
    {
        ["CAM_FRONT_LEFT"] = (0, 0), ["CAM_FRONT"] = (1, 0), ["CAM_FRONT_RIGHT"] = (2, 0),
        ["CAM_BACK_LEFT"] = (0, 1), ["CAM_BACK"] = (1, 1), ["CAM_BACK_RIGHT"] = (2, 1),
    };

    public RgbImage Draw(Keyframe keyframe)
    {
        Rig rig = keyframe.Frame.Rig;
        int cellHeight = CellWidth * rig.Cameras[0].Height / rig.Cameras[0].Width, block = 2 * (cellHeight + Gap) + Label;
        int columns = 3 * (CellWidth + Gap), blocks = keyframe.Dense is null ? 1 : 3;
        (int occupancyWidth, int occupancyHeight) = OccupancyDrawing.Size;
        int right = Math.Max(BirdsEye + Gap + LegendWidth, occupancyWidth);
        Canvas canvas = new(Gap + columns + Gap + right + Gap, Head + Math.Max(blocks * block, 2 * Label + BirdsEye + Gap + occupancyHeight) + Gap);
        canvas.Words(Title(keyframe), Gap, 14, dot: 3);
        canvas.Words("CAMERAS", Gap, Head, 0x9AA3B5);
        for (int i = 0; i < rig.Cameras.Count && i < keyframe.Frame.Images.Count; i++)
        {
            (int column, int row) = Cells.GetValueOrDefault(rig.Cameras[i].Name, (i % 3, i / 3));
            int x = Gap + column * (CellWidth + Gap), y = Head + Label + row * (cellHeight + Gap);
            RgbImage image = decoder.Decode(keyframe.Frame.Images[i], part: rig.Cameras[i].Name);
            canvas.Picture(image, x, y, CellWidth, cellHeight);
            canvas.Words(rig.Cameras[i].Name[4..].Replace('_', ' '), x + 5, y + 5);
            if (keyframe.Dense is { } dense && i < dense.Cameras)
            {
                canvas.Picture(Depth(dense, i), x, y + block, CellWidth, cellHeight);
                canvas.Picture(Classes(dense, i), x, y + 2 * block, CellWidth, cellHeight);
            }
        }
        if (keyframe.Dense is not null)
        {
            canvas.Words("DEPTH: NEAR IS WARM", Gap, Head + block, 0x9AA3B5);
            canvas.Words("CLASS", Gap, Head + 2 * block, 0x9AA3B5);
        }
        int left = Gap + columns + Gap;
        canvas.Words("FROM ABOVE: LIDAR, BOXES, PATH", left, Head, 0x9AA3B5);
        BirdsEyeDrawing.Draw(canvas, left, Head + Label, BirdsEye, keyframe);
        int below = Head + Label + BirdsEye + Gap;
        canvas.Words("OCCUPANCY: FORWARD IS UP RIGHT", left, below, 0x9AA3B5);
        if (keyframe.Occupancy is { } occupancy)
        {
            OccupancyDrawing.Draw(canvas, left, below + Label, occupancy.Grid.Labels);
        }
        Legend(canvas, left + BirdsEye + Gap, Head + Label);
        return canvas.Image;
    }

    private static string Title(Keyframe keyframe)
    {
        double speed = keyframe.Frame.Ego?.Speed ?? 0;
        string command = keyframe.Frame.Command is { } c ? $"   COMMAND {c}" : "";
        return $"{keyframe.Scene}   {keyframe.Index / 2}.{keyframe.Index % 2 * 5} S   {keyframe.Frame.Location}   {Math.Round(speed * 3.6)} KM/H{command}";
    }

    private static void Legend(Canvas canvas, int left, int top)
    {
        for (int label = 0; label < OccupancyClasses.Occupied; label++)
        {
            canvas.Fill(left, top + 22 * label, 14, 14, ClassPalette.Of(label));
            canvas.Words(OccupancyClasses.Names[label].Replace('_', ' '), left + 20, top + 22 * label + 2);
        }
    }

    private static RgbImage Depth(DenseViews dense, int camera) =>
        Painted(dense, camera, at => DepthPalette.Of(dense.Centimetres[at] / 100.0));

    private static RgbImage Classes(DenseViews dense, int camera) => Painted(dense, camera, at => ClassPalette.Of(dense.Classes[at]));

    private static RgbImage Painted(DenseViews dense, int camera, Func<int, int> color)
    {
        RgbImage image = new(dense.Width, dense.Height);
        for (int i = 0; i < dense.Width * dense.Height; i++)
        {
            int rgb = color(camera * dense.Width * dense.Height + i);
            (image.Pixels[3 * i], image.Pixels[3 * i + 1], image.Pixels[3 * i + 2]) = ((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);
        }
        return image;
    }
}
