namespace VoxPilot.Driving;

/// <summary>What stands in for the language model's state at the plan token while none is aligned (<see cref="ReasoningSource.Constant"/>).</summary>
internal static class ConstantReasoning
{
    /// <summary>h_r (D) = the learned plan token + the mean of the global tokens, which are pooled from the scene.</summary>
    /// <param name="planToken">(D).</param>
    /// <param name="globalTokens">T_g (12, D) row by row.</param>
    public static float[] PlanState(float[] planToken, float[] globalTokens)
    {
        int d = planToken.Length, tokens = globalTokens.Length / d;
        float[] state = [.. planToken];
        for (int i = 0; i < globalTokens.Length; i++)
        {
            state[i % d] += globalTokens[i] / tokens;
        }
        return state;
    }
}
