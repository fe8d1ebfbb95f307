using TorchSharp;

namespace VoxPilot.Jobs.Work;

/// <summary>The devices that a machine has for jobs.</summary>
public static class JobDevices
{
    /// <summary>Those of this one, the fastest first.</summary>
    public static IReadOnlyList<string> Here => torch.cuda_is_available() ? ["cuda", "cpu"] : ["cpu"];
}
