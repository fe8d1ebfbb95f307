using VoxPilot.Core.Datasets;
using VoxPilot.Core.Imaging;

namespace VoxPilot.World.Sheets;

/// <summary>Writes contact sheets of a data set: one PNG for each chosen key frame.</summary>
public static class ContactSheets
{
    /// <summary>One of them.</summary>
    /// <param name="dataset">Any data set in nuScenes' format.</param>
    /// <param name="keyframe">Which key frame, from 0.</param>
    /// <returns>A PNG.</returns>
    /// <exception cref="DatasetException">A file is missing or damaged.</exception>
    public static byte[] Draw(IDriveDataset dataset, int keyframe)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        using ImageDecoder decoder = new();
        return ImageEncoding.ToPng(new KeyframeSheet(decoder).Draw(dataset.Read(keyframe)));
    }

    /// <summary>Writes them.</summary>
    /// <param name="dataset">Any data set in nuScenes' format.</param>
    /// <param name="folder">Where the sheets go; made if absent.</param>
    /// <param name="every">Key frames from one sheet to the next within a scene, from its first.</param>
    /// <param name="limit">Most sheets.</param>
    /// <param name="written">Called with each file's path.</param>
    /// <returns>Number of sheets.</returns>
    /// <exception cref="DatasetException">A file is missing or damaged.</exception>
    public static int Write(IDriveDataset dataset, string folder, int every, int limit, Action<string> written)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(written);
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        Directory.CreateDirectory(folder);
        using ImageDecoder decoder = new();
        KeyframeSheet sheet = new(decoder);
        int count = 0;
        for (int i = 0; i < dataset.Count && count < limit; i++)
        {
            if (dataset.IndexInScene(i) % every == 0)
            {
                string path = Path.Combine(folder, $"{dataset.Scene(i)}-{dataset.IndexInScene(i):00}.png");
                File.WriteAllBytes(path, ImageEncoding.ToPng(sheet.Draw(dataset.Read(i))));
                written(path);
                count++;
            }
        }
        return count;
    }
}
