using VoxPilot.Llm.Engine;

namespace VoxPilot.Llm.Tests;

public sealed class GuestRowsTests
{
    [Theory]
    [InlineData(new[] { 0 }, new[] { 0, 1 })]
    [InlineData(new[] { 7 }, new[] { 6, 7 })]
    [InlineData(new[] { 0, 1 }, new[] { 0, 1 })]
    [InlineData(new[] { 0, 2 }, new[] { 0, 1, 2 })]
    [InlineData(new[] { 0, 3 }, new[] { 0, 1, 2, 3 })]
    [InlineData(new[] { 0, 4 }, new[] { 0, 1, 4, 5 })]
    [InlineData(new[] { 0, 1, 7 }, new[] { 0, 1, 6, 7 })]
    public void A_lone_sequence_gets_a_neighbour(int[] running, int[] expected) => Assert.Equal(expected, GuestRows.Seat(running, 8));

    [Fact]
    public void No_run_of_neighbours_is_ever_shorter_than_two_and_everyone_has_one_seat()
    {
        for (var mask = 1; mask < 1 << 12; mask++)
        {
            var running = Enumerable.Range(0, 12).Where(i => (mask >> i & 1) == 1).ToList();
            var seats = GuestRows.Seat(running, 12);
            Assert.Equal(seats.Distinct().Order(), seats);
            Assert.Superset(running.ToHashSet(), seats.ToHashSet());
            Assert.All(seats, s => Assert.True(seats.Contains(s - 1) || seats.Contains(s + 1)));
            Assert.All(seats, s => Assert.InRange(s, 0, 11));
        }
    }
}
