using VoxPilot.Core;
using VoxPilot.Core.Geometry;

namespace VoxPilot.Driving;

/// <summary>Refuses plan requests that make no sense, naming the field.</summary>
internal static class PlanRequestValidator
{
    /// <summary>Boxes that may be removed at once.</summary>
    public const int MaximumBoxes = 64;

    public static void Check(PlanRequest request)
    {
        if (request.Samples is < 1 or > PlanRequest.MaximumSamples)
        {
            throw new InvalidInputException("samples", $"samples must be 1 to {PlanRequest.MaximumSamples}; it is {request.Samples}.");
        }
        if (request.WhatIf is not { } whatIf)
        {
            return;
        }
        if (whatIf.Remove.Count is 0 or > MaximumBoxes)
        {
            throw new InvalidInputException("what_if.remove", $"Give 1 to {MaximumBoxes} boxes to remove, or no what_if; {whatIf.Remove.Count} were given.");
        }
        for (int i = 0; i < whatIf.Remove.Count; i++)
        {
            OrientedBox box = whatIf.Remove[i];
            if (!box.Center.IsFinite || !double.IsFinite(box.Yaw))
            {
                throw new InvalidInputException($"what_if.remove[{i}]", "The box holds a number that is not finite.");
            }
            if (!box.Size.IsFinite || box.Size.X <= 0 || box.Size.Y <= 0 || box.Size.Z <= 0)
            {
                throw new InvalidInputException($"what_if.remove[{i}].size", "Length, width and height must be above 0 metres.");
            }
        }
    }
}
