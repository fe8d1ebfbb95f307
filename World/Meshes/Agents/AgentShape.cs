using System.Numerics;
using VoxPilot.Core;
using VoxPilot.World.Traffic;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>What is needed to draw an agent.</summary>
/// <param name="Mesh">Where to draw.</param>
/// <param name="Model">What it is.</param>
/// <param name="Size">Length, width, height.</param>
/// <param name="Class">Its label.</param>
/// <param name="Phase">Pose of a stride, −1 for standing.</param>
/// <param name="Braking">True while brake lights are lit.</param>
internal sealed record AgentShape(MeshBuilder Mesh, AgentModel Model, Vector3 Size, OccupancyClass Class, int Phase, bool Braking)
{
    /// <summary>Draws it, roughly to size.</summary>
    /// <returns>Corners that are to become the box's; null for the drawing's own bounds.</returns>
    public (Vector3 Low, Vector3 High)? Draw()
    {
        switch (Model.Kind)
        {
            case AgentKind.Car:
                Cars.Draw(this);
                break;
            case AgentKind.Truck:
                Lorries.Draw(this);
                break;
            case AgentKind.Bus:
                Coaches.Bus(this);
                break;
            case AgentKind.Trailer:
                Coaches.Trailer(this);
                break;
            case AgentKind.ConstructionVehicle:
                Machines.Draw(this);
                break;
            case AgentKind.Motorcycle:
                Cycles.Motorcycle(this);
                break;
            case AgentKind.Bicycle:
                Cycles.Bicycle(this);
                break;
            case AgentKind.Adult or AgentKind.Child or AgentKind.Worker:
                return People.Draw(this);
            case AgentKind.Animal:
                return Things.Dog(this);
            default:
                Things.Draw(this);
                break;
        }
        return null;
    }

    /// <summary>Goes on with a part of the agent's own label.</summary>
    public void Part(Surfaces.Surface surface) => Mesh.Part(Class, surface);
}
