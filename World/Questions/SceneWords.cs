using VoxPilot.Core;
using VoxPilot.World.Towns;

namespace VoxPilot.World.Questions;

/// <summary>Patterns for weather, place and road.</summary>
internal static class SceneWords
{
    /// <summary>The weather as a clause of its own.</summary>
    public static string Weather(WeatherKind kind) => kind switch
    {
        WeatherKind.Sunny => "<it is a sunny day|it is sunny|the sun is shining|the weather is sunny>",
        WeatherKind.Overcast => "<it is an overcast day|the sky is overcast|the weather is overcast|it is overcast>",
        WeatherKind.Dusk => "<it is dusk|dusk is falling|the light is that of dusk|the sun is low at dusk>",
        WeatherKind.Fog => "<it is foggy|there is fog|the weather is foggy|fog lies over the street>",
        WeatherKind.Rain => "<it is raining|it is rainy|the weather is rainy|rain is falling>",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The weather in one word.</summary>
    public static string Word(WeatherKind kind) => kind switch
    {
        WeatherKind.Sunny => "sunny",
        WeatherKind.Overcast => "overcast",
        WeatherKind.Dusk => "dusk",
        WeatherKind.Fog => "fog",
        WeatherKind.Rain => "rain",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The kind of place.</summary>
    public static string Place(Architecture architecture) => architecture switch
    {
        Architecture.OldTown => "an old town",
        Architecture.Modern => "a modern city district",
        Architecture.Suburb => "a suburb",
        Architecture.Industrial => "an industrial area",
        _ => throw new ArgumentOutOfRangeException(nameof(architecture), architecture, null),
    };

    /// <summary>The road, as a clause of its own.</summary>
    public static string Road(Situation situation)
    {
        RoadAhead road = situation.Road;
        string side = situation.Recording.Town.Style.LeftHandTraffic ? "left" : "right";
        if (road.Here is null)
        {
            return "<our car|the ego car> is off the road";
        }
        if (road.Here.Junction >= 0)
        {
            string turn = road.Here.Turn switch { Turn.Left => "turning left", Turn.Right => "turning right", _ => "going straight on" };
            return $"<we are|our car is|the ego car is> in a junction, {turn}; traffic keeps to the {side}";
        }
        int lanes = road.LanesOfOurDirection;
        return $"<we are|our car is|the ego car is> on a road with {(lanes == 1 ? "1 lane" : $"{lanes} lanes")} in our direction, <where|and> traffic keeps to the {side}";
    }

    /// <summary>What lies ahead on the road: clauses of their own, none to two.</summary>
    public static IEnumerable<string> Ahead(RoadAhead road)
    {
        if (road.CrossingAhead is { } crossing)
        {
            yield return $"a zebra crossing <lies|is> {Metres(crossing)} ahead";
        }
        if (road.JunctionAhead is { } junction)
        {
            string turn = road.TurnAhead switch { Turn.Left => "turns left", Turn.Right => "turns right", _ => "goes straight on" };
            yield return $"a junction <begins|starts> {Metres(junction)} ahead, where our route {turn}";
        }
    }

    /// <summary>Where the route leads, as a clause of its own; a junction is named where one is within reach.</summary>
    public static string Route(Situation situation)
    {
        // The command speaks of a junction only when it is near; a turn that is seen from farther is told all the same.
        Turn turn = situation.Road.JunctionAhead is not null ? situation.Road.TurnAhead
            : situation.Ego.Command switch { Command.Left => Turn.Left, Command.Right => Turn.Right, _ => Turn.Straight };
        string to = turn switch { Turn.Left => "turn left", Turn.Right => "turn right", _ => "go straight on" };
        string at = situation.Road.Here?.Junction >= 0 ? "in this junction" : situation.Road.JunctionAhead is null ? "ahead" : "at the next junction";
        return at == "ahead" ? $"<the route is to {to}|our route is to {to}|the navigation says to {to}|the route asks us to {to}>"
            : $"<the route is to {to} {at}|{at} our route is to {to}|{at} the navigation says to {to}|the route asks us to {to} {at}>";
    }

    /// <summary>A distance in whole metres; what is nearer than a metre counts as one.</summary>
    public static string Metres(double distance) => Math.Max(1, (int)Math.Floor(distance + 0.5)) is var metres && metres == 1 ? "1 metre" : $"{metres} metres";
}
