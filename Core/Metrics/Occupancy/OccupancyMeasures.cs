using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Metrics;

/// <summary>
/// All figures of current occupancy in Occ3D's grid (spec/sparseoccvla.md §10.1), from one call for each key frame. What the data set lacks (camera
/// masks, LiDAR places) makes its figures absent, never zero. For one thread at a time.
/// </summary>
public sealed class OccupancyMeasures
{
    private const string Means = "Occupancy", Rays = "RayIoU", Classes = "IoU by class", RayClasses = "RayIoU by class", Others = "Other conventions";
    private const string CameraMask = "camera mask", NoMask = "no mask";

    private readonly OccupancyConfusion camera = new(), everywhere = new(), filtered = new();
    private readonly OccupancyFScore fScore = new(GridSpec.Occ3D);
    private readonly RayIou rays = new();
    private readonly byte[] within = new byte[GridSpec.Occ3D.Count];

    /// <summary>Key frames added.</summary>
    public long Count => everywhere.Count;

    /// <summary>Adds a key frame.</summary>
    /// <param name="scene">Position of its scene, from 0.</param>
    /// <param name="prediction">Labels 0…17.</param>
    /// <param name="truth">Labels 0…17, or 255 where nothing is known.</param>
    /// <param name="maskCamera">Occ3D's <c>mask_camera</c>; empty where the data set has none.</param>
    /// <param name="origins">The LiDAR's places, <see cref="LidarOrigins"/>; empty where they are not known.</param>
    /// <exception cref="ArgumentException">A length is another than the grid's, or a label is out of range.</exception>
    public void Add(int scene, ReadOnlySpan<byte> prediction, ReadOnlySpan<byte> truth, ReadOnlySpan<byte> maskCamera, ReadOnlySpan<Vector3D> origins)
    {
        int voxels = GridSpec.Occ3D.Count;
        if (truth.Length != voxels || prediction.Length != voxels || !maskCamera.IsEmpty && maskCamera.Length != voxels)
        {
            throw new ArgumentException(
                $"Occ3D's grid has {voxels} voxels; prediction, truth and mask have {prediction.Length}, {truth.Length} and {maskCamera.Length}.", nameof(truth));
        }
        Reach(scene);
        everywhere.Add(scene, prediction, truth, []);
        if (!maskCamera.IsEmpty)
        {
            camera.Add(scene, prediction, truth, maskCamera);
            fScore.Add(scene, prediction, truth, maskCamera);
            GaussianFormerMeasures.FilterMinMax(prediction, truth, GridSpec.Occ3D.SizeZ, within);
            filtered.Add(scene, within, truth, maskCamera);
        }
        if (!origins.IsEmpty)
        {
            rays.Add(scene, prediction, truth, origins);
        }
    }

    /// <summary>Makes room for a scene that may add nothing: it is drawn by the bootstrap all the same.</summary>
    public void Reach(int scene)
    {
        camera.Reach(scene);
        everywhere.Reach(scene);
        filtered.Reach(scene);
        fScore.Reach(scene);
        rays.Reach(scene);
    }

    /// <summary>The figures that there are, in the order in which they are read.</summary>
    public IReadOnlyList<MeasureRow> List() => [.. All().Where(measure => measure.Measure.Count > 0)];

    private IEnumerable<MeasureRow> All()
    {
        const string Mean = "17 classes; ";
        const string Zero = Mean + "a class that is only predicted counts 0";
        const string Out = Mean + "a class without truth is left out";
        yield return Row("occupancy.miou.camera.occ3d", "mIoU", Means, $"Occ3D (CVPR 2023), FB-OCC; {CameraMask}; {Zero}", camera.Miou(AbsentClass.Occ3D));
        yield return Row("occupancy.miou.camera.sparseocc", "mIoU", Means, $"SparseOcc, OPUS; {CameraMask}; {Out}", camera.Miou(AbsentClass.SparseOcc));
        yield return Row("occupancy.iou.camera", "IoU", Means, $"SparseOcc, OPUS: occupied against free; {CameraMask}", camera.Iou());
        yield return Row("occupancy.miou.none.occ3d", "mIoU", Means, $"Occ3D, SparseWorld; {NoMask}; {Zero}", everywhere.Miou(AbsentClass.Occ3D));
        yield return Row("occupancy.iou.none", "IoU", Means, $"Occupied against free; {NoMask}", everywhere.Iou());
        yield return Row("occupancy.rayiou", "RayIoU", Rays, "SparseOcc, OPUS: mean over 17 classes and 1, 2, 4 m", rays.Mean());
        foreach (int threshold in RayIou.Thresholds)
        {
            yield return Row($"occupancy.rayiou.{threshold}", $"RayIoU@{threshold}", Rays, $"SparseOcc, OPUS: mean over 17 classes at {threshold} m", rays.At(threshold));
        }
        for (int label = 0; label < OccupancyClasses.Occupied; label++)
        {
            string name = OccupancyClasses.Names[label];
            yield return Row($"occupancy.class.{name}.camera", name, Classes, $"IoU; {CameraMask}; no figure where the truth has none", camera.ClassIou(label, AbsentClass.SparseOcc));
        }
        foreach (int threshold in RayIou.Thresholds)
        {
            for (int label = 0; label < OccupancyClasses.Occupied; label++)
            {
                string name = OccupancyClasses.Names[label];
                yield return Row($"occupancy.rayiou.{threshold}.{name}", $"{name} at {threshold} m", RayClasses, "SparseOcc, OPUS", rays.ClassIou(label, threshold));
            }
        }
        yield return Row("occupancy.fscore", "F-score", Others, $"SparseOcc, OPUS: 0.6 m, mean over key frames; {CameraMask}", fScore.FScore);
        yield return Row("occupancy.fscore.accuracy", "Accuracy", Others, $"SparseOcc, OPUS: predicted voxels within 0.6 m of the truth; {CameraMask}", fScore.Accuracy);
        yield return Row("occupancy.fscore.completeness", "Completeness", Others, $"SparseOcc, OPUS: the truth's voxels within 0.6 m of a predicted one; {CameraMask}", fScore.Completeness);
        const string One = "classes 1 to 16; a class without truth counts 1";
        yield return Row("occupancy.gaussianformer.miou", "mIoU", Others, $"GaussianFormer (eval.py); {CameraMask}; {One}", GaussianFormerMeasures.Miou(camera));
        yield return Row("occupancy.gaussianformer.iou", "IoU", Others, $"GaussianFormer (eval.py); {CameraMask}", GaussianFormerMeasures.Iou(camera));
        yield return Row("occupancy.gaussianformer.filtered.miou", "mIoU", Others, $"GaussianFormer with filter_minmax; {CameraMask}; {One}", GaussianFormerMeasures.Miou(filtered));
        yield return Row("occupancy.gaussianformer.filtered.iou", "IoU", Others, $"GaussianFormer with filter_minmax; {CameraMask}", GaussianFormerMeasures.Iou(filtered));
        yield return Row("occupancy.surroundocc.miou", "mIoU", Others, $"SurroundOcc; {NoMask}; classes 1 to 16; \"others\" does not count", SurroundOccMeasures.Miou(everywhere));
        yield return Row("occupancy.surroundocc.iou", "IoU", Others, $"SurroundOcc; {NoMask}; \"others\" does not count", SurroundOccMeasures.Iou(everywhere));
    }

    private static MeasureRow Row(string id, string title, string group, string convention, ISceneMeasure measure) =>
        new(id, title, group, "%", convention, measure, HigherIsBetter: true);
}
