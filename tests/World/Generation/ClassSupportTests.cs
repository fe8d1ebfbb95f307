using VoxPilot.Core;
using VoxPilot.World.Simulation;
using VoxPilot.World.Traffic;
using VoxPilot.World.Truth;

namespace VoxPilot.World.Tests.Generation;

/// <summary>A model can learn only what is there.</summary>
public sealed class ClassSupportTests
{
    [Fact, Trait("Category", "Slow")]
    public void All_17_occupied_classes_are_seen_in_a_fair_share_of_key_frames()
    {
        const int Scenes = 24;
        int frames = 0;
        int[] framesWith = new int[OccupancyClasses.Occupied];
        long[] voxels = new long[OccupancyClasses.Occupied];
        KeyframeObserver observer = new(NuScenesRig.Create(64));
        for (ulong seed = 300; seed < 300 + Scenes; seed++)
        {
            Recording recording = new DriveRecorder().Record(seed, 10);
            TownModel town = new(recording.Town);
            foreach (int moment in (int[])[0, 100, 200])
            {
                KeyframeTruth truth = observer.Observe(town, recording, moment);
                int[] seen = new int[OccupancyClasses.Occupied];
                for (int i = 0; i < truth.Semantics.Length; i++)
                {
                    if (truth.MaskCamera[i] == 1 && truth.Semantics[i] < seen.Length)
                    {
                        seen[truth.Semantics[i]]++;
                    }
                }
                for (int label = 0; label < seen.Length; label++)
                {
                    voxels[label] += seen[label];
                    framesWith[label] += seen[label] > 0 ? 1 : 0;
                }
                frames++;
            }
        }
        for (int label = 0; label < framesWith.Length; label++)
        {
            TestContext.Current.SendDiagnosticMessage($"{OccupancyClasses.Names[label],-22} in {100.0 * framesWith[label] / frames,5:0.0} % of key frames, {voxels[label] / frames,7} voxels seen by cameras per key frame");
        }
        Assert.All(Enumerable.Range(0, framesWith.Length), label => Assert.True(framesWith[label] >= frames / 10, $"{OccupancyClasses.Names[label]} is seen in {framesWith[label]} of {frames} key frames."));
    }
}
