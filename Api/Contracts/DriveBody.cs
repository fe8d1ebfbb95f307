using System.Text.Json.Serialization;

namespace VoxPilot.Api.Contracts;

/// <summary>Everything about one frame, each part as its own route gives it.</summary>
internal sealed record DriveBody
{
    /// <summary>The scene, which can be asked further.</summary>
    public required SceneBody Scene { get; init; }

    /// <summary>Null without <c>ask</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required AnswerBody? Answer { get; init; }

    /// <summary>Null if <c>horizons</c> is empty.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required OccupancyBody? Occupancy { get; init; }

    /// <summary>Null if <c>plan</c> is false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required PlanBody? Plan { get; init; }
}
