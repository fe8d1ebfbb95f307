using VoxPilot.Core;
using VoxPilot.Core.Geometry;
using VoxPilot.World.Geometry;
using VoxPilot.World.Towns;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Simulation;

/// <summary>Looks for collisions and for places off the carriageway.</summary>
public static class CollisionCheck
{
    /// <summary>Tolerance at the edge of the carriageway, metres.</summary>
    private const double Edge = 0.05;

    /// <summary>The first incident of a recording; null if there is none.</summary>
    public static Incident? First(Recording recording)
    {
        for (int i = 0; i < recording.Moments.Count; i++)
        {
            Moment moment = recording.Moments[i];
            int agent = Touched(moment.Ego.Footprint, moment.Agents, recording.Agents);
            if (agent >= 0 || !OnRoad(recording.Town, moment.Ego.Footprint))
            {
                return new(i, agent);
            }
        }
        return null;
    }

    /// <summary>The first agent that a rectangle touches; −1 for none.</summary>
    /// <param name="footprint">The rectangle.</param>
    /// <param name="states">Where the agents are.</param>
    /// <param name="models">What the agents are, by <see cref="AgentState.Agent"/>.</param>
    public static int Touched(in Footprint footprint, IReadOnlyList<AgentState> states, IReadOnlyList<AgentModel> models)
    {
        for (int i = 0; i < states.Count; i++)
        {
            AgentState state = states[i];
            double x = state.Position.X - footprint.Centre.X, y = state.Position.Y - footprint.Centre.Y;
            if (x * x + y * y < 15 * 15 && footprint.Overlaps(state.Footprint(models[state.Agent])))
            {
                return state.Agent;
            }
        }
        return -1;
    }

    /// <summary>True if all corners of a rectangle lie on a carriageway.</summary>
    public static bool OnRoad(Town town, in Footprint footprint)
    {
        foreach (Vector2D corner in footprint.Grown(-Edge).Corners)
        {
            if (town.GroundAt(corner) != OccupancyClass.DriveableSurface)
            {
                return false;
            }
        }
        return true;
    }
}
