namespace VoxPilot.Jobs.Tests.Training;

/// <summary>A few made-up samples: rows of numbers and what is to come of them.</summary>
/// <param name="Inputs">(n, <see cref="MadeStage.Places"/>, <see cref="MadeStage.Features"/>).</param>
/// <param name="Targets">(n).</param>
/// <param name="Tokens">n.</param>
internal sealed record MadeBatch(float[] Inputs, float[] Targets, IReadOnlyList<string> Tokens) : IDisposable
{
    public void Dispose()
    {
    }
}
