using System.Buffers.Binary;
using VoxPilot.Core;
using VoxPilot.Driving;

namespace VoxPilot.Api.Occupancy;

/// <summary>Occupancy as bytes for programs that draw it: little-endian, arrays aligned to four bytes (docs/formats.md).</summary>
internal static class OccupancyBinary
{
    /// <summary>Content type of the answer.</summary>
    public const string ContentType = "application/vnd.voxpilot.occupancy";

    /// <summary>First bytes: "VXO1".</summary>
    public static ReadOnlySpan<byte> Magic => "VXO1"u8;

    private const int HeaderBytes = 36;
    private const int FrameHeaderBytes = 24;

    /// <summary>All frames.</summary>
    public static byte[] Write(SceneOccupancy occupancy)
    {
        int size = HeaderBytes + occupancy.Frames.Sum(frame => FrameHeaderBytes + 8 * frame.Occupancy.Count + Aligned(frame.Occupancy.Count));
        byte[] bytes = new byte[size];
        GridSpec grid = occupancy.Frames.Count > 0 ? occupancy.Frames[0].Occupancy.Spec : GridSpec.Occ3D;
        Cursor cursor = new(bytes);
        cursor.Put(Magic);
        cursor.Put(occupancy.Frames.Count);
        cursor.Put((float)grid.Origin.X);
        cursor.Put((float)grid.Origin.Y);
        cursor.Put((float)grid.Origin.Z);
        cursor.Put((float)grid.Voxel);
        cursor.Put(grid.SizeX);
        cursor.Put(grid.SizeY);
        cursor.Put(grid.SizeZ);
        foreach (OccupancyFrame frame in occupancy.Frames)
        {
            SparseOccupancy voxels = frame.Occupancy;
            cursor.Put(frame.Horizon);
            cursor.Put(voxels.Count);
            cursor.Put((float)frame.Motion.X);
            cursor.Put((float)frame.Motion.Y);
            cursor.Put((float)frame.Motion.Yaw);
            cursor.Put((float)frame.Motion.Speed);
            foreach (int voxel in voxels.Voxels)
            {
                cursor.Put(voxel);
            }
            foreach (float score in voxels.Scores)
            {
                cursor.Put(score);
            }
            cursor.Put(voxels.Labels);
            cursor.Skip(Aligned(voxels.Count) - voxels.Count);
        }
        return bytes;
    }

    private static int Aligned(int count) => (count + 3) & ~3;

    private ref struct Cursor(Span<byte> rest)
    {
        private Span<byte> rest = rest;

        public void Put(int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, value);
            Skip(4);
        }

        public void Put(float value)
        {
            BinaryPrimitives.WriteSingleLittleEndian(rest, value);
            Skip(4);
        }

        public void Put(ReadOnlySpan<byte> values)
        {
            values.CopyTo(rest);
            Skip(values.Length);
        }

        public void Skip(int count) => rest = rest[count..];
    }
}
