using VoxPilot.World.Numerics;

namespace VoxPilot.World.Towns;

/// <summary>What a street is made of from side to side. Sides: +1 is left of its direction, −1 right.</summary>
internal sealed record RoadProfile
{
    /// <summary>Width of a parking strip that a lorry fits on, metres.</summary>
    public const double WideParking = 2.7;

    /// <summary>Lanes in the direction of the road, on its right.</summary>
    public required int Forward { get; init; }

    /// <summary>Lanes against it, on its left.</summary>
    public required int Backward { get; init; }

    /// <summary>Width of a lane, metres.</summary>
    public required double LaneWidth { get; init; }

    /// <summary>Width of the island between the directions; 0 for none.</summary>
    public double Median { get; init; }

    /// <summary>Width of the parking strip on the left; 0 for none.</summary>
    public double ParkingLeft { get; init; }

    /// <summary>Width of the parking strip on the right; 0 for none.</summary>
    public double ParkingRight { get; init; }

    /// <summary>Width of each pavement, metres.</summary>
    public required double Pavement { get; init; }

    /// <summary>Speed limit, m/s.</summary>
    public required double SpeedLimit { get; init; }

    /// <summary>What the carriageway is made of.</summary>
    public GroundMaterial Surface { get; init; } = GroundMaterial.Asphalt;

    /// <summary>Number of lanes; wider roads have priority.</summary>
    public int Lanes => Forward + Backward;

    /// <summary>Distance from the middle to the edge of the lanes.</summary>
    public double LaneEdge(int side) => Median / 2 + (side > 0 ? Backward : Forward) * LaneWidth;

    /// <summary>Width of the parking strip.</summary>
    public double Parking(int side) => side > 0 ? ParkingLeft : ParkingRight;

    /// <summary>Distance from the middle to the back of the pavement.</summary>
    public double Outer(int side) => LaneEdge(side) + Parking(side) + Pavement;

    /// <summary>The profile of a street in a town of a style.</summary>
    public static RoadProfile Draw(Architecture architecture, bool main, RandomStream random)
    {
        double left = ParkingWidth(random, main ? 0.5 : 0.75), right = ParkingWidth(random, main ? 0.6 : 0.7);
        bool wide = main && random.Chance(architecture switch { Architecture.Modern => 0.9, Architecture.Industrial => 0.5, Architecture.Suburb => 0.25, _ => 0.15 });
        RoadProfile one = new() { Forward = 1, Backward = 1, LaneWidth = 3.3, Pavement = 3, SpeedLimit = 50 / 3.6, ParkingLeft = left, ParkingRight = right };
        RoadProfile two = one with { Forward = 2, Backward = 2, LaneWidth = 3.3, Median = random.Chance(0.7) ? random.Between(1.8, 3.4) : 0, SpeedLimit = (random.Chance(0.4) ? 60 : 50) / 3.6 };
        RoadProfile basis = wide ? two : one;
        return architecture switch
        {
            Architecture.OldTown => basis with { LaneWidth = 3.2, Pavement = random.Between(2.5, 3.2), SpeedLimit = main ? basis.SpeedLimit : 30 / 3.6, Surface = !main && random.Chance(0.4) ? GroundMaterial.Cobbles : GroundMaterial.Asphalt },
            Architecture.Modern => basis with { LaneWidth = 3.4, Pavement = random.Between(3.4, 4.4), SpeedLimit = main ? basis.SpeedLimit : 40 / 3.6 },
            Architecture.Suburb => basis with { LaneWidth = 3.2, Pavement = random.Between(2.3, 2.8), SpeedLimit = main ? 50 / 3.6 : 30 / 3.6 },
            _ => basis with { LaneWidth = 3.6, Pavement = random.Between(2.3, 2.7), ParkingLeft = left > 0 ? WideParking : 0, ParkingRight = right > 0 ? WideParking : 0 },
        };
    }

    private static double ParkingWidth(RandomStream random, double probability) => !random.Chance(probability) ? 0 : random.Chance(0.4) ? WideParking : 2.3;
}
