using VoxPilot.Core.Datasets;

namespace VoxPilot.Core.Tests.Datasets;

public sealed class DatasetUnionTests
{
    private static readonly MadeDataset First = new(2, 3), Second = new(1, 4);

    [Fact]
    public void Key_frames_come_one_set_after_the_other()
    {
        IDriveDataset both = DatasetUnion.Of([First, Second]);
        Assert.Equal(10, both.Count);
        Assert.Equal("made + made", both.Name);
        Assert.Equal(First.Token(5), both.Token(5));
        Assert.Equal(Second.Token(0), both.Token(6));
        Assert.Equal(Second.Scene(3), both.Scene(9));
        Assert.Equal(3, both.IndexInScene(9));
        Assert.Equal(Second.Read(2).Frame.Timestamp, both.Read(8).Frame.Timestamp);
        Assert.Throws<ArgumentOutOfRangeException>(() => both.Token(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => both.Token(-1));
    }

    [Fact]
    public void A_scene_does_not_reach_into_the_next_set()
    {
        // both scenes are called scene0 or scene1, and the last of the one is followed by the first of the other
        IDriveDataset both = DatasetUnion.Of([First, Second]);
        Assert.Null(both.ReadBeside(6, -1, KeyframeParts.None));
        Assert.Null(both.ReadBeside(5, 1, KeyframeParts.None));
        Assert.Equal(Second.Read(1).Frame.Timestamp, both.ReadBeside(6, 1, KeyframeParts.None)!.Frame.Timestamp);
    }

    [Fact]
    public void One_set_is_itself_and_none_is_refused()
    {
        Assert.Same(First, DatasetUnion.Of([First]));
        Assert.Throws<ArgumentException>(() => DatasetUnion.Of([]));
    }
}
