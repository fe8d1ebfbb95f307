namespace VoxPilot.Driving.Tests.Sequences;

public sealed class HistorySelectionTests
{
    [Fact]
    public void Of_a_stream_of_ten_frames_a_second_every_fifth_is_taken() =>
        Assert.Equal([5, 0], HistorySelection.Choose([.. Enumerable.Range(0, 10).Select(i => 100 + 0.1 * i)], 101.0, 2));

    [Fact]
    public void Key_frames_are_taken_newest_first() =>
        Assert.Equal([3, 2, 1, 0], HistorySelection.Choose([0, 0.5, 1, 1.5], 2, 4));

    [Fact]
    public void There_may_be_fewer_than_asked_for()
    {
        Assert.Empty(HistorySelection.Choose([], 2, 4));
        Assert.Equal([0], HistorySelection.Choose([1.6], 2, 4));
    }

    [Fact]
    public void Frames_from_long_ago_are_left_out() => Assert.Equal([1], HistorySelection.Choose([0, 99.4], 100, 1));

    [Fact]
    public void After_a_pause_nothing_is_left_to_look_back_on() => Assert.Empty(HistorySelection.Choose([0, 0.5], 100, 4));
}
