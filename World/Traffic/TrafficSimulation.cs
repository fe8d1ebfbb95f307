namespace VoxPilot.World.Traffic;

/// <summary>
/// The traffic of a town, step by step: first everyone looks and decides, then everyone moves. Our own car is one of the vehicles to the
/// others, but somebody else moves it.
/// </summary>
internal sealed class TrafficSimulation
{
    private const double EntrySeconds = 2.5;

    private readonly DiscGrid grid;
    private readonly JunctionControl junctions;
    private readonly VehicleDriver driver;
    private readonly Population population;
    private readonly List<AgentModel> models = [];
    private readonly AgentState[] standing;
    private readonly int most;
    private double sinceEntry;
    private bool recording;

    /// <summary>Traffic with our own car on its way.</summary>
    /// <param name="map">The town's lanes.</param>
    /// <param name="seed">Decides who is there.</param>
    /// <param name="own">Our own car.</param>
    /// <param name="populated">False for streets without anyone else.</param>
    public TrafficSimulation(LaneMap map, ulong seed, Vehicle own, bool populated = true)
    {
        (Map, Own) = (map, own);
        grid = new(map.Town.Low, map.Town.High);
        junctions = new(map);
        People = new(map, grid);
        driver = new(map, grid, junctions, People);
        population = new(map, seed);
        Vehicles.Add(own);
        standing = [.. map.Town.Objects.Select((thing, i) => new AgentState { Agent = i, Position = thing.Position, Yaw = thing.Yaw, Activity = Activity.Standing, Lane = -1 })];
        models.AddRange(map.Town.Objects.Select(thing => thing.Model));
        if (populated)
        {
            population.Fill(this);
        }
        most = populated ? Vehicles.Count : 0;
    }

    /// <summary>The town's lanes.</summary>
    public LaneMap Map { get; }

    /// <summary>Our own car.</summary>
    public Vehicle Own { get; }

    /// <summary>All vehicles, our own first.</summary>
    public List<Vehicle> Vehicles { get; } = [];

    /// <summary>People on foot.</summary>
    public PeopleFlow People { get; }

    /// <summary>All agents so far; standing things first.</summary>
    public IReadOnlyList<AgentModel> Models => models;

    /// <summary>Adds a vehicle.</summary>
    public void Add(Vehicle vehicle)
    {
        Vehicles.Add(vehicle);
        if (recording)
        {
            Enrol(vehicle);
        }
    }

    /// <summary>From now on agents keep their numbers; who has left before never had one.</summary>
    public void BeginRecording()
    {
        recording = true;
        foreach (Vehicle vehicle in Vehicles)
        {
            Enrol(vehicle);
        }
        foreach (Walker walker in People.Walkers)
        {
            walker.Agent = models.Count;
            models.Add(walker.Model);
        }
        Own.ReasonAgent = -1;
    }

    /// <summary>Everyone looks and decides, our own car's driver too.</summary>
    public void Decide(double ownLeft)
    {
        grid.Clear();
        foreach (Vehicle vehicle in Vehicles)
        {
            bool halted = vehicle.Activity == Activity.Stopped;
            grid.AddBox(vehicle.Agent, vehicle.Id, vehicle.Position, vehicle.Heading, vehicle.Model.Size.X, vehicle.Model.Size.Y, vehicle.Heading * vehicle.Speed, halted);
            if (vehicle.Trailer is { } trailer)
            {
                grid.AddBox(trailer.Agent, vehicle.Id, trailer.Position, trailer.Heading, trailer.Model.Size.X, trailer.Model.Size.Y, trailer.Heading * vehicle.Speed, halted);
            }
        }
        People.Register();
        junctions.Update(Vehicles);
        foreach (Vehicle vehicle in Vehicles)
        {
            driver.Decide(vehicle, vehicle.IsOwn ? ownLeft : vehicle.Left);
        }
    }

    /// <summary>Everyone but our own car moves.</summary>
    public void Move()
    {
        const double Seconds = Recording.StepSeconds;
        for (int i = Vehicles.Count - 1; i >= 0; i--)
        {
            Vehicle vehicle = Vehicles[i];
            if (vehicle.IsOwn)
            {
                continue;
            }
            vehicle.Move(Seconds);
            vehicle.Activity = vehicle.Speed >= 0.3 ? Activity.Driving
                : !double.IsNaN(vehicle.HaltAt) && Math.Abs(vehicle.HaltAt - vehicle.FrontPlace) < 1.6 && vehicle.Model.Kind != AgentKind.Bus ? Activity.Stopped : Activity.Waiting;
            population.Extend(vehicle);
            PlanBusStop(vehicle);
            if (vehicle.FrontPlace > vehicle.Path.End)
            {
                Vehicles.RemoveAt(i);
            }
        }
        People.Step(Seconds);
        sinceEntry += Seconds;
        if (Vehicles.Count < most && sinceEntry > EntrySeconds)
        {
            sinceEntry = 0;
            population.Enter(this);
        }
    }

    /// <summary>Where everyone is.</summary>
    public MomentAgents Agents()
    {
        List<AgentState> movers = new(Vehicles.Count + People.Walkers.Count + 8);
        foreach (Vehicle vehicle in Vehicles)
        {
            if (vehicle.IsOwn)
            {
                continue;
            }
            movers.Add(new()
            {
                Agent = vehicle.Agent, Position = vehicle.Position.At(0), Yaw = vehicle.Yaw, Speed = vehicle.Speed, Acceleration = vehicle.Acceleration,
                YawRate = vehicle.YawRate, Activity = vehicle.Activity, Lane = vehicle.Path.Lane, Along = vehicle.Path.Along, Travelled = vehicle.Travelled,
            });
            if (vehicle.Trailer is { } trailer)
            {
                movers.Add(new()
                {
                    Agent = trailer.Agent, Position = trailer.Position.At(0), Yaw = trailer.Yaw, Speed = vehicle.Speed, Acceleration = vehicle.Acceleration,
                    YawRate = trailer.YawRate, Activity = vehicle.Activity, Lane = vehicle.Path.Lane, Along = vehicle.Path.Along, Travelled = vehicle.Travelled,
                });
            }
        }
        foreach (Walker walker in People.Walkers)
        {
            movers.Add(new()
            {
                Agent = walker.Agent, Position = walker.Position.At(walker.Height), Yaw = walker.Yaw, Speed = walker.Speed, Acceleration = walker.Acceleration,
                YawRate = walker.YawRate, Activity = walker.Activity, Lane = -1, Travelled = walker.Travelled,
            });
        }
        return new(standing, [.. movers]);
    }

    private void Enrol(Vehicle vehicle)
    {
        if (vehicle.IsOwn)
        {
            return;
        }
        vehicle.Agent = models.Count;
        models.Add(vehicle.Model);
        if (vehicle.Trailer is { } trailer)
        {
            trailer.Agent = models.Count;
            models.Add(trailer.Model);
        }
    }

    private void PlanBusStop(Vehicle vehicle)
    {
        if (vehicle.Model.Kind != AgentKind.Bus || !double.IsNaN(vehicle.HaltAt))
        {
            return;
        }
        foreach (double stop in Map.BusStops[vehicle.Path.Lane])
        {
            double place = vehicle.Path.Start(vehicle.Path.Leg) + stop + vehicle.Front;
            double ahead = place - vehicle.FrontPlace;
            if (ahead > 25 && ahead < 26 && vehicle.Random.Chance(0.6))
            {
                (vehicle.HaltAt, vehicle.HaltSeconds) = (place, vehicle.Random.Between(5, 8));
            }
        }
    }
}
