using VoxPilot.Jobs.ClosedLoop;
using VoxPilot.World.Sheets;

namespace VoxPilot.Jobs.Tests.ClosedLoop;

public sealed class FilmShelfTests
{
    private static readonly DrivenRoute[] Routes =
    [
        Route(0, RouteEnd.Collision), Route(1, RouteEnd.Collision), Route(2, RouteEnd.Completed), Route(3, RouteEnd.Collision),
        Route(4, RouteEnd.Collision), Route(5, RouteEnd.TimeOut), Route(6, RouteEnd.OffRoad), Route(7, RouteEnd.OffRoad),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(2, 0, 6)]
    [InlineData(4, 0, 6, 5, 1)]
    [InlineData(20, 0, 6, 5, 1, 7, 3, 4)]
    public void Each_kind_of_failure_is_shown_before_a_second_of_any_in_whatever_order_routes_end(int most, params int[] expected)
    {
        foreach (IEnumerable<DrivenRoute> order in (IEnumerable<DrivenRoute>[])[Routes, Routes.Reverse()])
        {
            FilmShelf shelf = new(most);
            Assert.All(order, route => Assert.Null(shelf.Take(route).Film));
            Assert.Equal(expected, shelf.Chosen().Select(d => d.Route));
            Assert.All(shelf.Chosen(), route => Assert.NotNull(route.Film));
        }
    }

    private static DrivenRoute Route(int route, RouteEnd end) => new()
    {
        Route = route, Seed = 0, End = end, Collision = null, Seconds = 1, Metres = 1, Gained = 1, Length = 2, OffRoadSeconds = 0, Deviations = 0, Abstentions = 0, Comfort = [],
        Film = end == RouteEnd.Completed ? null : new Film { Title = "", Seed = 0, Agents = [], Route = [], Frames = [], Driven = [] },
    };
}
