using System.Numerics;

using VoxPilot.Core;
using VoxPilot.World.Meshes;
using VoxPilot.World.Sensors;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Truth;

/// <summary>
/// Occ3D's labels at one moment, in the ego frame (spec/sparseoccvla.md §2.2): a voxel is occupied if a surface passes through it, or if
/// it lies inside the body of a car, truck, bus or trailer. Carriageways and pavements lie in the layer from −0.2 to 0.2 m; what is lower
/// stays free. One object per thread; buffers are reused.
/// </summary>
internal sealed class OccupancyTruth
{
    private static readonly GridSpec Spec = GridSpec.Occ3D;

    private readonly TriangleVoxels voxels = new(Spec);
    private readonly List<int> near = [];

    /// <summary>The voxels of the last observation.</summary>
    public TriangleVoxels Voxels => voxels;

    /// <summary>Labels every voxel.</summary>
    /// <param name="scene">What there is.</param>
    /// <param name="ego">Where our own car is.</param>
    /// <param name="labels">Takes the labels, in <see cref="GridSpec.Index"/> order.</param>
    public void Observe(RayScene scene, in EgoMotion ego, Span<byte> labels)
    {
        Placement car = new(new((float)ego.Position.X, (float)ego.Position.Y, 0), ego.Yaw);
        Bounds region = RayScene.Around(car, Region);
        voxels.Clear();
        near.Clear();
        scene.Town.Collect(region, near);
        foreach (int index in near)
        {
            ref readonly TriangleTree.Corner corner = ref scene.Town[index];
            Mesh mesh = scene.Standing[scene.Town.InstanceOf(index)].Mesh;
            voxels.Mark(ToGrid(car.ToLocal(corner.A)), ToGrid(car.ToLocal(corner.B)), ToGrid(car.ToLocal(corner.C)), (int)mesh.Classes[mesh.Parts[scene.Town.TriangleOf(index)]]);
        }
        foreach ((MeshInstance thing, TriangleTree tree) in scene.Moving)
        {
            if (RayScene.Around(thing.Place, tree.Bounds).Meets(region))
            {
                Mark(thing, tree, car);
            }
        }
        ReadOnlySpan<uint> keys = voxels.Keys;
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = OccupancyRank.Label(keys[i]);
        }
    }

    // What the grid covers, ego frame.
    private static Bounds Region => new(ToSingle(Spec.Origin.X, Spec.Origin.Y, Spec.Origin.Z), ToSingle(Spec.Maximum.X, Spec.Maximum.Y, Spec.Maximum.Z));

    private void Mark(MeshInstance thing, TriangleTree tree, in Placement car)
    {
        Bounds touched = Bounds.Nothing;
        uint solid = 0; // labels of the body's parts
        for (int i = 0; i < tree.Count; i++)
        {
            ref readonly TriangleTree.Corner corner = ref tree[i];
            Vector3 a = ToGrid(car.ToLocal(thing.Place.ToTown(corner.A))), b = ToGrid(car.ToLocal(thing.Place.ToTown(corner.B)));
            Vector3 c = ToGrid(car.ToLocal(thing.Place.ToTown(corner.C)));
            int label = (int)thing.Mesh.Classes[thing.Mesh.Parts[tree.TriangleOf(i)]];
            voxels.Mark(a, b, c, label);
            solid |= 1u << label;
            touched = touched.Join(Bounds.Of(a, b, c));
        }
        foreach (OccupancyClass label in (ReadOnlySpan<OccupancyClass>)[OccupancyClass.Bus, OccupancyClass.Car, OccupancyClass.Trailer, OccupancyClass.Truck])
        {
            if ((solid >> (int)label & 1) != 0)
            {
                Fill(touched, label);
            }
        }
    }

    // Column by column, what lies between the lowest and the highest surface of a body.
    private void Fill(in Bounds touched, OccupancyClass label)
    {
        int lowX = Math.Max(0, (int)touched.Low.X), highX = Math.Min(Spec.SizeX - 1, (int)touched.High.X);
        int lowY = Math.Max(0, (int)touched.Low.Y), highY = Math.Min(Spec.SizeY - 1, (int)touched.High.Y);
        uint key = OccupancyRank.Key((int)label) | OccupancyRank.Place(OccupancyRank.Inside);
        for (int x = lowX; x <= highX; x++)
        {
            for (int y = lowY; y <= highY; y++)
            {
                Span<uint> column = voxels.Keys.AsSpan(Spec.Index(x, y, 0), Spec.SizeZ);
                int low = 0, high = column.Length - 1;
                while (low <= high && OccupancyRank.Label(column[low]) != (byte)label)
                {
                    low++;
                }
                while (high > low && OccupancyRank.Label(column[high]) != (byte)label)
                {
                    high--;
                }
                for (int z = low + 1; z < high; z++)
                {
                    column[z] = Math.Min(column[z], key);
                }
            }
        }
    }

    private static Vector3 ToGrid(Vector3 p) => (p - ToSingle(Spec.Origin.X, Spec.Origin.Y, Spec.Origin.Z)) / (float)Spec.Voxel;

    private static Vector3 ToSingle(double x, double y, double z) => new((float)x, (float)y, (float)z);
}
