using System.Collections;

namespace VoxPilot.World.Traffic;

/// <summary>All agents of a moment: the standing ones, which all moments share, then the others.</summary>
internal sealed class MomentAgents : IReadOnlyList<AgentState>
{
    private readonly AgentState[] standing, movers;

    public MomentAgents(AgentState[] standing, AgentState[] movers) => (this.standing, this.movers) = (standing, movers);

    /// <inheritdoc/>
    public int Count => standing.Length + movers.Length;

    /// <inheritdoc/>
    public AgentState this[int index] => index < standing.Length ? standing[index] : movers[index - standing.Length];

    /// <inheritdoc/>
    public IEnumerator<AgentState> GetEnumerator()
    {
        foreach (AgentState state in standing)
        {
            yield return state;
        }
        foreach (AgentState state in movers)
        {
            yield return state;
        }
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
