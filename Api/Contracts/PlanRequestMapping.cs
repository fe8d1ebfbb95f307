using System.Text.Json;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Core.Geometry;
using VoxPilot.Driving;

namespace VoxPilot.Api.Contracts;

/// <summary>Requests for plans as clients put them.</summary>
internal static class PlanRequestMapping
{
    /// <summary>Boxes that one request may take out.</summary>
    public const int MaximumBoxes = 64;

    // Of the fields that are refused so many are named, and no more of each name is repeated.
    private const int MaximumNamed = 8;
    private const int MaximumName = 40;

    /// <summary>The domain's request.</summary>
    /// <exception cref="ProblemException">Something of the request cannot be used.</exception>
    public static PlanRequest ToDomain(MakePlanRequest request)
    {
        InputErrors errors = new();
        PlanRequest plan = new()
        {
            Command = CommandNames.Read(request.Command, "command", errors),
            Samples = request.Samples ?? 1,
            IgnoreEgo = request.IgnoreEgo,
            Seed = request.Seed,
            WhatIf = request.WhatIf is null ? null : ToDomain(request.WhatIf, errors),
        };
        if (request.Samples is < 1 or > PlanRequest.MaximumSamples)
        {
            errors.Add(ProblemTypes.InvalidInput, "samples", $"samples must be 1 to {PlanRequest.MaximumSamples}; {request.Samples} is not.");
        }
        errors.ThrowIfAny();
        return plan;
    }

    // A change that is not made must not look as if it had been made without effect.
    private static void RefuseLater(WhatIfBody body, InputErrors errors)
    {
        foreach ((string name, _) in (body.Later ?? []).Where(pair => pair.Value.ValueKind != JsonValueKind.Null).Take(MaximumNamed))
        {
            string field = "what_if." + (name.Length > MaximumName ? name[..MaximumName] + "…" : name);
            string instead = name == "command" ? "another command goes beside 'what_if', as 'command'" : "leave it out";
            errors.Add(ProblemTypes.NotSupportedYet, field, $"'{field}' is not supported yet, only what_if.remove is; {instead}.");
        }
    }

    private static WhatIf? ToDomain(WhatIfBody body, InputErrors errors)
    {
        RefuseLater(body, errors);
        if (body.Remove?.Count > MaximumBoxes)
        {
            errors.Add(ProblemTypes.InvalidInput, "what_if.remove", $"At most {MaximumBoxes} boxes can be taken out at once.");
            return null;
        }
        List<OrientedBox> boxes = [];
        for (int i = 0; i < (body.Remove?.Count ?? 0); i++)
        {
            string field = $"what_if.remove[{i}]";
            if (body.Remove![i].ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                errors.Add(ProblemTypes.NotSupportedYet, field, "Ids of detected boxes are not supported yet; give the box itself as center, size and yaw.");
            }
            else if (Box(body.Remove[i], field, errors) is { } box)
            {
                boxes.Add(box);
            }
        }
        return new() { Remove = boxes };
    }

    private static OrientedBox? Box(JsonElement element, string field, InputErrors errors)
    {
        BoxBody body = JsonReading.Read(element, VoxPilotJson.Readable.BoxBody, field);
        bool good = body.Center is [double, double, double] && body.Size is [double, double, double]
            && body.Center.Concat(body.Size).Append(body.Yaw).All(double.IsFinite) && body.Size.All(length => length > 0);
        if (!good)
        {
            errors.Add(ProblemTypes.InvalidInput, field, "A box is { \"center\": [x, y, z], \"size\": [l, w, h], \"yaw\": 0 } with finite numbers and a size above 0.");
            return null;
        }
        return new(new(body.Center![0], body.Center[1], body.Center[2]), new(body.Size![0], body.Size[1], body.Size[2]), body.Yaw);
    }
}
