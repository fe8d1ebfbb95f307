using System.Runtime.InteropServices;

using VoxPilot.Core.Formats;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Core.Tests.Formats;

public sealed class LidarSweepTests
{
    [Fact]
    public void Points_are_read()
    {
        LidarSweep sweep = LidarSweep.Read(MemoryMarshal.AsBytes<float>([1, 2, 3, 40, 5, -1, -2, -3, 0, 31]), "sweep");
        Assert.Equal(2, sweep.Count);
        Assert.Equal(new Vector3D(-1, -2, -3), sweep.Point(1));
        Assert.Equal((40f, 5, 31), (sweep.Intensity(0), sweep.Ring(0), sweep.Ring(1)));
    }

    [Fact]
    public void Half_a_point_is_refused() =>
        Assert.Contains("sweep: 21 bytes", Assert.Throws<InvalidDataException>(() => LidarSweep.Read(new byte[21], "sweep")).Message, StringComparison.Ordinal);

    [Fact]
    public void What_is_written_is_read_again()
    {
        string path = Path.GetTempFileName();
        try
        {
            LidarSweep.Of([1, 2, 3, 40, 5, -1, -2, -3, 0, 31]).Write(path);
            Assert.Equal([1, 2, 3, 40, 5, -1, -2, -3, 0, 31], LidarSweep.Read(path).Values.ToArray());
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Contains("6 numbers", Assert.Throws<ArgumentException>(() => LidarSweep.Of(new float[6])).Message, StringComparison.Ordinal);
    }
}
