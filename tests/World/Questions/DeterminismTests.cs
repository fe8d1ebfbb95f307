using System.Text.Json;

using VoxPilot.World.Questions;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Tests.Questions;

public sealed class DeterminismTests
{
    [Fact]
    public void The_same_drive_gives_the_same_questions_in_any_order_and_on_any_thread()
    {
        string[] once = Ask(parallel: false), again = Ask(parallel: true);
        Assert.Equal(once, again);
        Assert.Equal(once.Length, once.Distinct().Count());
    }

    [Fact]
    public void Another_seed_words_the_same_scene_differently()
    {
        MadeDrive drive = new() { Seed = 3 }, other = new() { Seed = 4 };
        Assert.NotEqual(Text(drive.Record(), drive, 0), Text(other.Record(), other, 0));
    }

    [Fact]
    public void A_moment_that_was_not_recorded_is_refused()
    {
        Recording recording = new MadeDrive().Record();
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyframeQuestions.Create(recording, recording.Moments.Count, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyframeQuestions.Create(recording, -1, []));
    }

    private static string[] Ask(bool parallel)
    {
        MadeDrive drive = MadeDrive.Random(42);
        Recording recording = drive.Record();
        int[] moments = [.. recording.Keyframes];
        string[] texts = new string[moments.Length];
        if (parallel)
        {
            Parallel.For(0, moments.Length, new ParallelOptions { MaxDegreeOfParallelism = 7 }, i => texts[^(i + 1)] = Text(recording, drive, moments[^(i + 1)]));
        }
        else
        {
            for (int i = 0; i < moments.Length; i++)
            {
                texts[i] = Text(recording, drive, moments[i]);
            }
        }
        return texts;
    }

    private static string Text(Recording recording, MadeDrive drive, int moment) => JsonSerializer.Serialize(KeyframeQuestions.Create(recording, moment, drive.Boxes(recording, moment)));
}
