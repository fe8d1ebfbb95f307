using System.Numerics;

using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Sensors;

namespace VoxPilot.World.Truth;

/// <summary>
/// Occ3D's masks: which voxels the cameras and the LiDAR can see, by rays through the labels. A camera's rays go to the middle of every
/// voxel where they leave the grid (its sides, its top, and the upper face of the ground's layer), so that at the border neighbouring rays
/// are one voxel apart, whatever the resolution of the image. Surfaces that are seen at a slant lie closer than that, so each occupied
/// voxel that no ray has met has rays of its own, to the middles of its open faces. The LiDAR's are its own rays. One object per thread;
/// buffers are reused.
/// </summary>
internal sealed class VisibilityMasks
{
    private const double GroundTop = 0.2; // metres

    private static readonly GridSpec Spec = GridSpec.Occ3D;
    private static readonly Vector3[] LidarDirections = [.. Enumerable.Range(0, LidarBeams.Rings).SelectMany(ring => Enumerable.Range(ring * LidarBeams.Stride, LidarBeams.Azimuths))
        .Select(i => new Vector3(LidarBeams.X[i], LidarBeams.Y[i], LidarBeams.Z[i]))];

    private readonly VoxelBits solid = new(Spec);
    private readonly VoxelBits seen = new(Spec);
    private readonly (Vector3 Origin, Vector3[] Directions, uint[] InImage)[] cameras;

    /// <param name="rig">The cameras.</param>
    public VisibilityMasks(Rig rig) => cameras = [.. rig.Cameras.Select(camera => (ToGrid(camera.SensorToEgo.Translation), Directions(camera), InImage(camera)))];

    /// <summary>Observes a grid.</summary>
    /// <param name="labels">Occ3D's labels.</param>
    /// <param name="camera">Takes 1 where a camera observes the voxel.</param>
    /// <param name="lidar">Takes 1 where the LiDAR observes it.</param>
    public void Observe(ReadOnlySpan<byte> labels, Span<byte> camera, Span<byte> lidar)
    {
        solid.SetSolid(labels);
        seen.Clear();
        foreach ((Vector3 origin, Vector3[] directions, uint[] inImage) in cameras)
        {
            VoxelRays rays = new(Spec, solid, seen, origin);
            rays.Follow(directions);
            FollowToFaces(rays, origin, inImage);
        }
        seen.CopyTo(camera);
        seen.Clear();
        new VoxelRays(Spec, solid, seen, ToGrid(LidarBeams.ToEgo.Translation)).Follow(LidarDirections);
        seen.CopyTo(lidar);
    }

    // To the faces of solid voxels that have not been seen, where they turn to the camera and to a free voxel.
    private void FollowToFaces(VoxelRays rays, Vector3 origin, uint[] inImage)
    {
        ReadOnlySpan<uint> blocks = solid.Columns, marks = seen.Columns;
        uint above = ~0u << (int)origin.Z + 2, below = (2u << (int)origin.Z) - 1; // layers over and under the camera's
        for (int x = 0; x < Spec.SizeX; x++)
        {
            for (int y = 0; y < Spec.SizeY; y++)
            {
                int column = (x + 1) * solid.Stride + y + 1;
                uint block = blocks[column], wanted = block & inImage[column] & ~marks[column];
                if (wanted == 0)
                {
                    continue;
                }
                float nearX = origin.X < x ? 0 : 1, nearY = origin.Y < y ? 0 : 1;
                uint openX = x == (int)origin.X ? 0 : ~blocks[column + (nearX == 0 ? -solid.Stride : solid.Stride)];
                uint openY = y == (int)origin.Y ? 0 : ~blocks[column + (nearY == 0 ? -1 : 1)];
                uint openZ = (~(block >> 1) & below) | (~(block << 1) & above);
                for (uint left = wanted & (openX | openY | openZ); left != 0; left &= left - 1)
                {
                    uint bit = left & ~(left - 1);
                    int z = BitOperations.TrailingZeroCount(bit) - 1;
                    Vector3 low = new Vector3(x, y, z) - origin;
                    if ((openX & bit) != 0)
                    {
                        rays.Follow(low + new Vector3(nearX, 0.5f, 0.5f));
                    }
                    if ((openY & bit & ~marks[column]) != 0)
                    {
                        rays.Follow(low + new Vector3(0.5f, nearY, 0.5f));
                    }
                    if ((openZ & bit & ~marks[column]) != 0)
                    {
                        rays.Follow(low + new Vector3(0.5f, 0.5f, (bit & above) != 0 ? 0 : 1));
                    }
                }
            }
        }
    }

    // A bit for each voxel whose middle lies in the image.
    private uint[] InImage(Camera camera)
    {
        uint[] columns = new uint[solid.Columns.Length];
        Matrix4 toImage = camera.EgoToImage;
        for (int x = 0; x < Spec.SizeX; x++)
        {
            for (int y = 0; y < Spec.SizeY; y++)
            {
                for (int z = 0; z < Spec.SizeZ; z++)
                {
                    columns[(x + 1) * solid.Stride + y + 1] |= Shows(camera, toImage, Spec.Centre(x, y, z)) ? 2u << z : 0;
                }
            }
        }
        return columns;
    }

    private static bool Shows(Camera camera, Matrix4 toImage, Vector3D point)
    {
        (double u, double v, double depth) = toImage.Project(point);
        return depth > 0 && u >= 0 && v >= 0 && u <= camera.Width && v <= camera.Height;
    }

    // From the camera to each target that lies in its image.
    private static Vector3[] Directions(Camera camera)
    {
        List<Vector3> found = [];
        Matrix4 toImage = camera.EgoToImage;
        foreach (Vector3D target in Targets())
        {
            if (Shows(camera, toImage, target))
            {
                Vector3D d = target - camera.SensorToEgo.Translation;
                d *= 1 / d.Length;
                found.Add(new((float)d.X, (float)d.Y, (float)d.Z));
            }
        }
        return [.. found];
    }

    private static IEnumerable<Vector3D> Targets()
    {
        double top = Spec.Maximum.Z;
        for (int x = 0; x < Spec.SizeX; x++)
        {
            for (int y = 0; y < Spec.SizeY; y++)
            {
                Vector3D column = Spec.Centre(x, y, 0);
                yield return new(column.X, column.Y, GroundTop);
                yield return new(column.X, column.Y, top);
            }
        }
        for (int z = 0; z < Spec.SizeZ; z++)
        {
            double height = Spec.Centre(0, 0, z).Z;
            for (int x = 0; x < Spec.SizeX; x++)
            {
                yield return new(Spec.Centre(x, 0, 0).X, Spec.Origin.Y, height);
                yield return new(Spec.Centre(x, 0, 0).X, Spec.Maximum.Y, height);
            }
            for (int y = 0; y < Spec.SizeY; y++)
            {
                yield return new(Spec.Origin.X, Spec.Centre(0, y, 0).Y, height);
                yield return new(Spec.Maximum.X, Spec.Centre(0, y, 0).Y, height);
            }
        }
    }

    private static Vector3 ToGrid(Vector3D p) =>
        new((float)((p.X - Spec.Origin.X) / Spec.Voxel), (float)((p.Y - Spec.Origin.Y) / Spec.Voxel), (float)((p.Z - Spec.Origin.Z) / Spec.Voxel));
}
