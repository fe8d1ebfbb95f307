using VoxPilot.Core;
using VoxPilot.Jobs.Training;

namespace VoxPilot.Jobs.Tests.Training.Stages;

public sealed class SeenStateRecordTests
{
    [Fact]
    public void A_state_comes_back_with_its_latest_poses()
    {
        PastPose[] history = [.. Enumerable.Range(1, 7).Select(i => new PastPose(0.25 * (i - 8), 2.5 * (i - 8), 0.125 * i, -0.0625 * i))];
        Half[] row = new Half[SeenStateRecord.Values];
        SeenStateRecord.Write(new() { Velocity = (8.25, 0), YawRate = -0.25, History = history }, row);
        EgoState state = SeenStateRecord.Read(row)!;
        Assert.Equal(((8.25, 0), -0.25), (state.Velocity, state.YawRate));
        Assert.Equal(history[2..], state.History);
    }

    [Fact]
    public void No_state_stays_none_whatever_the_row_held()
    {
        Half[] row = [.. Enumerable.Repeat((Half)3, SeenStateRecord.Values)];
        SeenStateRecord.Write(null, row);
        Assert.Null(SeenStateRecord.Read(row));
    }
}
