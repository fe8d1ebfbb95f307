using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Core.Formats.NuScenes;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Generation;

/// <summary>Writes what the sensors of a key frame saw, where nuScenes and Occ3D have it.</summary>
internal sealed class SensorFiles(string folder)
{
    private const int JpegQuality = 92;

    /// <summary>Name of a sensor's file, relative to the data set's folder, with forward slashes.</summary>
    public static string Name(string log, string channel, long microseconds, string extension) =>
        $"samples/{channel}/{log}__{channel}__{microseconds}.{extension}";

    /// <summary>Makes the folders of a scene.</summary>
    public void MakeFolders(string scene, Rig rig)
    {
        foreach (string channel in rig.Cameras.Select(camera => camera.Name).Append(NuScenesVocabulary.Lidar))
        {
            Directory.CreateDirectory(Path.Combine(folder, "samples", channel));
        }
        Directory.CreateDirectory(Path.Combine(folder, "dense", scene));
        Directory.CreateDirectory(Path.Combine(folder, "gts", scene));
    }

    /// <summary>Writes images, LiDAR sweep, occupancy with masks, depth and class.</summary>
    public void Write(KeyframeTruth truth, string scene, string token, string log, long microseconds)
    {
        for (int i = 0; i < truth.Views.Count; i++)
        {
            File.WriteAllBytes(Full(Name(log, truth.Rig.Cameras[i].Name, microseconds, "jpg")), ImageEncoding.ToJpeg(truth.Views[i].Image, JpegQuality));
        }
        truth.Lidar.Write(Full(Name(log, NuScenesVocabulary.Lidar, microseconds, "pcd.bin")));
        string labels = Path.Combine(folder, "gts", scene, token);
        Directory.CreateDirectory(labels);
        using (FileStream stream = File.Create(Path.Combine(labels, "labels.npz")))
        {
            new Occ3DLabels(new(GridSpec.Occ3D, truth.Semantics), truth.MaskLidar, truth.MaskCamera).Write(stream);
        }
        using (FileStream stream = File.Create(Path.Combine(folder, "dense", scene, token + ".npz")))
        {
            Dense(truth).Write(stream);
        }
    }

    private static DenseViews Dense(KeyframeTruth truth)
    {
        Camera first = truth.Rig.Cameras[0];
        int pixels = first.Width * first.Height;
        ushort[] depth = new ushort[truth.Views.Count * pixels];
        byte[] classes = new byte[depth.Length];
        for (int i = 0; i < truth.Views.Count; i++)
        {
            CameraView view = truth.Views[i];
            for (int p = 0; p < pixels; p++)
            {
                depth[i * pixels + p] = DenseViews.ToCentimetres(view.Depth[p]);
            }
            view.Classes.CopyTo(classes, i * pixels);
        }
        return new(truth.Views.Count, first.Height, first.Width, depth, classes);
    }

    private string Full(string relative) => Path.Combine(folder, relative);
}
