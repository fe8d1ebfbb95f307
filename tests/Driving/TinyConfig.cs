namespace VoxPilot.Driving.Tests;

/// <summary>Nano with fewer queries and layers, for tests that make packs.</summary>
internal static class TinyConfig
{
    public static DrivingModelConfig Create()
    {
        DrivingModelConfig nano = DrivingModelConfig.Nano();
        return nano with
        {
            Perception = nano.Perception with
            {
                Encoder = nano.Perception.Encoder with { Queries = 24, Points = [1, 4] },
                Forecaster = nano.Perception.Forecaster with { Blocks = 1, SourcePoints = 4, Points = 4 },
            },
            Connector = nano.Connector with { Points = 4 },
            Language = nano.Language with { Layers = 2 },
        };
    }
}
