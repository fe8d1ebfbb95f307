using VoxPilot.Core;
using VoxPilot.Core.Imaging;
using VoxPilot.World.Sheets;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Sheets;

public sealed class FilmStripTests
{
    [Fact]
    public void A_strip_has_a_panel_for_each_instant_and_marks_what_was_hit()
    {
        Film film = Shoot(frames: 2);
        RgbImage plain = new FilmStrip().Draw(film), again = new FilmStrip().Draw(film);
        Assert.Equal(plain.Pixels, again.Pixels);
        Assert.Equal(8 + 2 * 296, plain.Width);
        Assert.Equal(0, Count(plain, FilmPanel.Struck));
        Assert.True(Count(plain, FilmPanel.OwnCar) > 100, "our own car is not drawn");
        Assert.True(Count(plain, FilmPanel.Plan) > 100, "the plan is not drawn");
        Assert.True(Count(plain, FilmPanel.Driven) > 100, "the way driven is not drawn");
        Assert.True(Count(plain, FilmPanel.Route) > 100, "the route is not drawn");

        EgoMotion ego = film.Frames[^1].Moment.Ego;
        AgentState near = film.Frames[^1].Moment.Agents.MinBy(a => Math.Abs(a.Position.X - ego.Position.X) + Math.Abs(a.Position.Y - ego.Position.Y));
        RgbImage marked = new FilmStrip().Draw(film with { Struck = near.Agent });
        Assert.True(Count(marked, FilmPanel.Struck) > 300, "what was hit is not marked");
    }

    [Fact]
    public void A_film_without_instants_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FilmStrip().Draw(Shoot(2) with { Frames = [] }));

    private static Film Shoot(int frames)
    {
        WorldSimulation world = WorldSimulation.Create(100, 4);
        ExpertPolicy expert = new();
        List<FilmFrame> shown = [];
        while (world.End == SimulationEnd.None)
        {
            Trajectory plan = expert.Plan(world);
            shown.Add(new(world.Moments.Count - 1, world.Now, plan, world.Now.Ego));
            world.Step(plan);
        }
        return new()
        {
            Title = "Route 0 (seed 100): a test",
            Seed = 100,
            Agents = [.. world.Agents],
            Route = [.. world.Route],
            Frames = [.. shown.TakeLast(frames)],
            Driven = [.. world.Moments.Select(m => m.Ego.Position)],
        };
    }

    private static int Count(RgbImage image, int color)
    {
        int count = 0;
        for (int i = 0; i < image.Pixels.Length; i += 3)
        {
            count += image.Pixels[i] << 16 == (color & 0xFF0000) && image.Pixels[i + 1] << 8 == (color & 0xFF00) && image.Pixels[i + 2] == (color & 0xFF) ? 1 : 0;
        }
        return count;
    }
}
