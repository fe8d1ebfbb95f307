using VoxPilot.Core;
using VoxPilot.Core.Formats;
using VoxPilot.Testing;

namespace VoxPilot.Driving.Tests.Service;

/// <summary>The real nuScenes key frame through the whole model.</summary>
public sealed class RealFrameTests(NanoFixture nano) : IClassFixture<NanoFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_real_frame_becomes_occupancy_an_answer_and_a_plan_twice_the_same()
    {
        Frame frame = NuScenesInfo.Read(RealData.Require("nuscenes-sample/info.json")).ReadFrame() with
        {
            Ego = Made.Ego(speed: 8),
            Command = Command.Straight,
            Location = "singapore-onenorth",
        };
        Assert.Equal(Rig.NuScenesNames.Order(StringComparer.Ordinal), frame.Rig.Cameras.Select(c => c.Name).Order(StringComparer.Ordinal));
        Scene scene = await nano.Service.CreateSceneAsync(frame, new(), Token);
        SceneOccupancy occupancy = await nano.Service.OccupancyAsync(scene, [0, 1, 2, 3], Token);
        Assert.Equal(4, occupancy.Frames.Count);
        Assert.NotEqual(0, occupancy.Frames[0].Occupancy.Count);
        Assert.Equal(await Bodies.OfAsync(nano.Service, scene), await Bodies.OfAsync(nano.Service, frame, seed: 0));
    }
}
