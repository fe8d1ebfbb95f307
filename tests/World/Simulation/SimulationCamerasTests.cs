using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Generation;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Simulation;

public sealed class SimulationCamerasTests
{
    [Fact]
    public void The_closed_loop_sees_what_a_recorded_key_frame_of_the_same_moment_shows()
    {
        WorldSimulation world = WorldSimulation.Create(35, 3);
        ExpertPolicy expert = new();
        Rig rig = NuScenesRig.Create(96, 36);
        SimulationCameras cameras = new(rig);
        _ = cameras.Look(world); // another moment before leaves no trace
        world.Step(expert.Plan(world));
        world.Step(expert.Plan(world));
        Recording recording = world.Recording;
        IReadOnlyList<CameraView> expected = new KeyframeObserver(rig).Observe(new(world.Town), recording, 20).Views, seen = cameras.Look(world);
        Assert.Equal(6, seen.Count);
        foreach ((CameraView a, CameraView b) in expected.Zip(seen))
        {
            Assert.Equal(a.Image.Pixels, b.Image.Pixels);
            Assert.Equal(a.Agents, b.Agents);
        }
    }

    [Fact]
    public void A_frame_has_what_a_client_would_send()
    {
        WorldSimulation world = WorldSimulation.Create(36, 3);
        ExpertPolicy expert = new();
        SimulationCameras cameras = new(NuScenesRig.Create(96, 36));
        Frame first = cameras.Take(world, "drive");
        world.Step(expert.Plan(world));
        Frame second = cameras.Take(world, "drive");
        Assert.Equal(0.5, second.Timestamp - first.Timestamp, 5);
        Assert.Equal(("drive", world.Town.Name, world.Command), (second.Sequence, second.Location, second.Command));
        EgoState expected = EgoStates.At(world.Recording, 10);
        Assert.Equal((expected.Velocity, expected.YawRate, expected.EgoToWorld), (second.Ego!.Velocity, second.Ego.YawRate, second.Ego.EgoToWorld));
        Assert.Equal(expected.History, second.Ego.History);
        Assert.Single(second.Ego.History); // half a second is all that has been
        foreach (EncodedImage image in second.Images)
        {
            Assert.Equal(image, ImageHeader.Read(image.Bytes, "view", ImageLimits.Default));
            Assert.Equal((96, 36), (image.Width, image.Height));
        }
    }
}
