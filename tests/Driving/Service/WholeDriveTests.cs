using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.Perception;

namespace VoxPilot.Driving.Tests.Service;

/// <summary>Frames in; occupancy, an answer and a plan out, by the whole code path on the untrained nano pack.</summary>
public sealed class WholeDriveTests(NanoFixture nano) : IClassFixture<NanoFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DrivingService Service => nano.Service;

    [Fact]
    public async Task A_frame_becomes_a_scene_that_says_what_it_is()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(1), new() { Seed = 7 }, Token);
        Assert.Equal(Rig.NuScenesNames, scene.Cameras);
        Assert.Equal(DrivingModelConfig.Nano().Perception.Encoder.Queries, scene.Queries);
        Assert.Equal(7ul, scene.Seed);
        Assert.False(scene.Pack.Trained);
        Assert.True(scene.ExpiresAt > scene.CreatedAt);
        Assert.All([scene.Timings.Decode, scene.Timings.Backbone, scene.Timings.Encoder, scene.Timings.Prefill, scene.Timings.Total], t => Assert.True(t > 0));
        Assert.True(Service.TryGetScene(scene.Id, out Scene? found));
        Assert.Equal(scene.Id, found.Id);
    }

    [Fact]
    public async Task The_same_frame_twice_gives_the_same_bodies() =>
        Assert.Equal(await Bodies.OfAsync(Service, MadeFrames.Create(2)), await Bodies.OfAsync(Service, MadeFrames.Create(2)));

    [Fact]
    public async Task Another_service_on_the_same_pack_gives_the_same_bodies()
    {
        await using DrivingService other = await NanoFixture.StartAsync();
        Assert.Equal(await Bodies.OfAsync(Service, MadeFrames.Create(2)), await Bodies.OfAsync(other, MadeFrames.Create(2)));
    }

    [Fact]
    public async Task Other_frames_and_other_seeds_give_other_bodies()
    {
        string body = await Bodies.OfAsync(Service, MadeFrames.Create(2));
        Assert.NotEqual(body, await Bodies.OfAsync(Service, MadeFrames.Create(3)));
        Assert.NotEqual(body, await Bodies.OfAsync(Service, MadeFrames.Create(2), seed: 9));
    }

    [Fact]
    public async Task Eight_scenes_at_once_get_what_each_gets_alone()
    {
        string[] alone = new string[8];
        for (int i = 0; i < alone.Length; i++)
        {
            alone[i] = await Bodies.OfAsync(Service, MadeFrames.Create(10 + i));
        }
        string[] together = await Task.WhenAll(Enumerable.Range(0, alone.Length).Select(i => Task.Run(() => Bodies.OfAsync(Service, MadeFrames.Create(10 + i)))));
        Assert.Equal(alone, together);
        Assert.Equal(alone.Length, alone.Distinct().Count());
    }

    [Fact]
    public Task One_camera_is_enough() => DrivesAsync(cameras: 1);

    [Fact]
    public Task Eight_cameras_are_not_too_many() => DrivesAsync(cameras: 8);

    [Fact]
    public async Task Occupancy_comes_in_the_order_asked_for_and_twice_the_same()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(9), new(), Token);
        SceneOccupancy first = await Service.OccupancyAsync(scene, [2, 0, 3, 1], Token);
        SceneOccupancy again = await Service.OccupancyAsync(scene, [0, 1, 2, 3], Token);
        Assert.Equal([2, 0, 3, 1], first.Frames.Select(f => f.Horizon));
        Assert.NotNull(first.Timings.Forecast);
        Assert.Null(again.Timings.Forecast); // it was kept
        foreach (OccupancyFrame frame in first.Frames)
        {
            TestContext.Current.SendDiagnosticMessage($"horizon {frame.Horizon}: {frame.Occupancy.Count} voxels");
            Assert.InRange(frame.Occupancy.Count, 1, 50_000);
            OccupancyFrame same = again.Frames[frame.Horizon];
            Assert.Equal(same.Occupancy.Voxels, frame.Occupancy.Voxels);
            Assert.Equal(same.Occupancy.Scores, frame.Occupancy.Scores);
            Assert.Equal(same.Motion, frame.Motion);
        }
    }

    [Fact]
    public async Task A_forecast_along_a_known_motion_is_not_that_of_the_plan_and_is_not_kept()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(9), new(), Token);
        SceneOccupancy planned = await Service.OccupancyAsync(scene, [1, 2, 3], Token);
        FutureMotion[] motion = [new(2, 0, 0, 2), new(4, 0.5, 0.1, 2), new(6, 1, 0.2, 2)];
        SceneOccupancy known = await Service.OccupancyAsync(scene, new OccupancyRequest { Horizons = [3, 1], Motion = motion }, Token);
        Assert.Equal([motion[2], motion[0]], known.Frames.Select(f => f.Motion));
        Assert.NotEqual(planned.Frames[0].Occupancy.Scores, known.Frames[1].Occupancy.Scores);
        Assert.Equal(planned.Frames[0].Motion, (await Service.OccupancyAsync(scene, [1], Token)).Frames[0].Motion);
        InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => Service.OccupancyAsync(scene, new OccupancyRequest { Horizons = [1], Motion = motion[..2] }, Token));
        Assert.Equal("motion", e.Part);
    }

    [Fact]
    public async Task A_scene_counts_the_bytes_of_what_it_has_come_to_keep()
    {
        const int voxel = 4 + 1 + 4, plan = 13 * sizeof(float); // index, label, score; states at 12 global tokens and the plan token
        DrivingModelConfig config = DrivingModelConfig.Nano();
        long others = Service.Load.SceneBytes;
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(9), new(), Token);
        int queries = config.Perception.Encoder.Queries, points = config.Perception.Encoder.LastPoints, width = config.Language.Width;
        long fresh = sizeof(float) * ((long)queries * (config.Perception.Encoder.Width + points * (3 + 17) + 2 * width) + 12 * width) + 3 * sizeof(double) * queries;
        Assert.Equal(others + fresh, Service.Load.SceneBytes);

        SceneOccupancy now = await Service.OccupancyAsync(scene, [0], Token);
        long withNow = others + fresh + voxel * now.Frames[0].Occupancy.Count;
        Assert.Equal(withNow, Service.Load.SceneBytes);
        SceneOccupancy ahead = await Service.OccupancyAsync(scene, [1, 2, 3], Token);
        long withForecast = withNow + plan * width + ahead.Frames.Sum(f => voxel * f.Occupancy.Count);
        Assert.Equal(withForecast, Service.Load.SceneBytes);
        await Service.OccupancyAsync(scene, [0, 1, 2, 3], Token);
        Assert.Equal(withForecast, Service.Load.SceneBytes);
        Assert.True(Service.RemoveScene(scene.Id));
        Assert.Equal(others, Service.Load.SceneBytes);
    }

    [Fact]
    public async Task Frames_of_a_drive_look_back_on_each_other()
    {
        string drive = $"drive {Guid.NewGuid()}";
        Scene first = await Service.CreateSceneAsync(MadeFrames.OfDrive(drive, 0), new() { Seed = 1 }, Token);
        Scene second = await Service.CreateSceneAsync(MadeFrames.OfDrive(drive, 1), new() { Seed = 1 }, Token);
        Assert.Equal((0, 1), (first.HistoryFrames, second.HistoryFrames));
        await Assert.ThrowsAsync<StaleFrameException>(() => Service.CreateSceneAsync(MadeFrames.OfDrive(drive, 1), new(), Token));

        Assert.Equal(await Bodies.OfAsync(Service, MadeFrames.OfDrive(drive, 0) with { Sequence = null }), await Bodies.OfAsync(Service, first));
        Assert.NotEqual(await Bodies.OfAsync(Service, MadeFrames.OfDrive(drive, 1) with { Sequence = null }), await Bodies.OfAsync(Service, second));
    }

    [Fact]
    public async Task A_car_that_does_not_say_how_it_moves_is_told_what_its_images_show()
    {
        ImageConfig image = DrivingModelConfig.Nano().Perception.Image;
        using FrameDecoder decoder = new(image);
        VisualOdometry odometry = new(image);
        string silent = $"drive {Guid.NewGuid()}", told = $"drive {Guid.NewGuid()}";
        OdometryFrame? moved = null;
        for (int i = 0; i < 3; i++)
        {
            Frame frame = MadeFrames.OfDrive(silent, i);
            PreparedFrame prepared = await decoder.PrepareAsync(frame, Token);
            moved = odometry.Next(prepared.Pixels, FrameGeometry.EgoToImage([new(frame.Rig, Pose.Identity)], image), moved, 0.5);
            Scene scene = await Service.CreateSceneAsync(frame with { Ego = null }, new() { Seed = 1 }, Token);
            Scene other = await Service.CreateSceneAsync(frame with { Sequence = told, Ego = moved.State() }, new() { Seed = 1 }, Token);
            Assert.Equal(i == 0, scene.SeenMotion is null);
            Assert.Equal(moved.Motion, scene.SeenMotion);
            Assert.Equal(await Bodies.OfAsync(Service, other), await Bodies.OfAsync(Service, scene));

            Plan plan = await Service.PlanToEndAsync(scene, new(), Token), ignored = await Service.PlanToEndAsync(scene, new() { IgnoreEgo = true }, Token);
            Assert.Equal(plan.Trajectory.Points, ignored.Trajectory.Points);
        }
    }

    [Fact]
    public async Task Frames_of_a_drive_that_come_at_once_are_encoded_in_the_order_of_their_calls()
    {
        string drive = $"drive {Guid.NewGuid()}";
        Task<Scene>[] all = [.. Enumerable.Range(0, 4).Select(i => Service.CreateSceneAsync(MadeFrames.OfDrive(drive, i), new(), Token))];
        Scene[] scenes = await Task.WhenAll(all);
        Assert.Equal([0, 1, 1, 1], scenes.Select(s => s.HistoryFrames));
    }

    [Fact]
    public async Task A_removed_scene_is_gone()
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        Assert.True(Service.RemoveScene(scene.Id));
        Assert.False(Service.RemoveScene(scene.Id));
        await Assert.ThrowsAsync<SceneNotFoundException>(() => Service.OccupancyAsync(scene, [0], Token));
        await Assert.ThrowsAsync<SceneNotFoundException>(() => Service.AnswerAsync(scene, Question.Of("?"), Token));
        await Assert.ThrowsAsync<SceneNotFoundException>(() => Service.PlanToEndAsync(scene, new(), Token));
    }

    [Fact]
    public async Task A_broken_image_is_refused_by_its_camera_and_the_service_goes_on()
    {
        Frame good = MadeFrames.Create(1);
        EncodedImage cut = good.Images[2] with { Bytes = good.Images[2].Bytes[..(good.Images[2].Bytes.Length / 2)] };
        Frame bad = good with { Images = [.. good.Images.Select((image, i) => i == 2 ? cut : image)] };
        InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => Service.CreateSceneAsync(bad, new(), Token));
        Assert.Equal("CAM_FRONT_LEFT", e.Part);
        await Service.CreateSceneAsync(good, new(), Token);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-1)]
    [InlineData(1, 1)]
    [InlineData]
    public async Task Horizons_that_make_no_sense_are_refused(params int[] horizons)
    {
        Scene scene = await Service.CreateSceneAsync(MadeFrames.Create(1), new(), Token);
        InvalidInputException e = await Assert.ThrowsAsync<InvalidInputException>(() => Service.OccupancyAsync(scene, horizons, Token));
        Assert.Equal("horizon", e.Part);
    }

    // The whole model on a ring of cameras; every camera is looked at.
    private async Task DrivesAsync(int cameras)
    {
        Frame frame = MadeFrames.Create(4, rig: Made.Ring(cameras));
        Scene scene = await Service.CreateSceneAsync(frame, new(), Token);
        Assert.Equal(Enumerable.Range(0, cameras).Select(i => $"ring_{i}"), scene.Cameras);
        SceneOccupancy occupancy = await Service.OccupancyAsync(scene, [0, 1, 2, 3], Token);
        Assert.All(occupancy.Frames, f => Assert.InRange(f.Occupancy.Count, 1, 50_000));
        Answer answer = await Service.AnswerAsync(scene, Question.Of("What is ahead?") with { MaxTokens = 4 }, Token);
        Assert.InRange(answer.Usage.CompletionTokens, 1, 4);
        Plan plan = await Service.PlanToEndAsync(scene, new(), Token);
        Assert.Equal(Trajectory.Steps, plan.Trajectory.Points.Count);
        Assert.All(plan.Trajectory.Points, p => Assert.True(double.IsFinite(p.X) && double.IsFinite(p.Y)));

        EncodedImage[] strange = MadeFrames.Create(5, rig: frame.Rig).Images.ToArray();
        for (int i = 0; i < cameras; i++)
        {
            Frame changed = frame with { Images = [.. frame.Images.Select((image, c) => c == i ? strange[c] : image)] };
            SceneOccupancy other = await Service.OccupancyAsync(await Service.CreateSceneAsync(changed, new(), Token), [0], Token);
            Assert.NotEqual(occupancy.Frames[0].Occupancy.Scores, other.Frames[0].Occupancy.Scores);
        }
    }
}
