using System.Numerics;
using VoxPilot.World.Meshes.Agents;
using VoxPilot.World.Surfaces;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Meshes;

/// <summary>
/// Shapes of everything that has a box. A mesh's frame is the middle of the footprint on the ground, x forward, and no vertex lies
/// outside the box. Meshes are kept by model; one object serves one thread.
/// </summary>
internal sealed class AgentMeshes
{
    /// <summary>How many poses a stride or a turn of the cranks has.</summary>
    public const int Phases = 12;

    private readonly Dictionary<(AgentModel, int), Mesh> meshes = [];
    private readonly Dictionary<(AgentModel, bool), Surface[]> surfaces = [];

    /// <summary>An agent where it is.</summary>
    /// <param name="model">What it is.</param>
    /// <param name="state">Where it is and what it does.</param>
    /// <param name="agent">Its index in the recording.</param>
    public MeshInstance Instance(AgentModel model, in AgentState state, int agent)
    {
        int phase = Phase(model, state);
        bool braking = state.Braking && model.Kind.IsVehicle();
        bool known = meshes.TryGetValue((model, phase), out Mesh? mesh), dressed = surfaces.TryGetValue((model, braking), out Surface[]? looks);
        if (!known || !dressed)
        {
            MeshBuilder built = Build(model, phase, braking);
            if (!known)
            {
                meshes.Add((model, phase), mesh = built.Build());
            }
            if (!dressed)
            {
                surfaces.Add((model, braking), looks = built.Surfaces);
            }
        }
        return new(mesh!, new(new((float)state.Position.X, (float)state.Position.Y, (float)state.Position.Z), state.Yaw), looks!, agent);
    }

    /// <summary>Which pose an agent is in: −1 for standing, or 0 … <see cref="Phases"/> − 1 of a stride.</summary>
    public static int Phase(AgentModel model, in AgentState state)
    {
        bool moves = model.Kind.IsPerson() || model.Kind == AgentKind.Animal || model.Kind == AgentKind.Bicycle && model.Ridden;
        if (!moves || state.Speed < 0.05 && model.Kind != AgentKind.Bicycle)
        {
            return -1;
        }
        double stride = model.Kind switch { AgentKind.Bicycle => 5, AgentKind.Animal => 0.8, _ => 0.85 * model.Size.Z };
        double turns = state.Travelled / stride + (model.Seed % 97) / 97.0;
        return (int)Math.Floor((turns - Math.Floor(turns)) * Phases) % Phases;
    }

    internal static MeshBuilder Build(AgentModel model, int phase, bool braking)
    {
        MeshBuilder mesh = new();
        Vector3 size = new((float)model.Size.X, (float)model.Size.Y, (float)model.Size.Z);
        AgentShape shape = new(mesh, model, size, model.Kind.Class(), phase, braking);
        (Vector3 Low, Vector3 High)? drawn = shape.Draw();
        (Vector3 low, Vector3 high) = drawn ?? mesh.Bounds();
        mesh.Fit(low, high, new(-size.X / 2, -size.Y / 2, 0), new(size.X / 2, size.Y / 2, size.Z));
        return mesh;
    }
}
