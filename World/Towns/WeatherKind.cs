namespace VoxPilot.World.Towns;

/// <summary>Kinds of weather.</summary>
public enum WeatherKind
{
    /// <summary>Sun by day.</summary>
    Sunny,
    /// <summary>Cloud by day.</summary>
    Overcast,
    /// <summary>A low sun.</summary>
    Dusk,
    /// <summary>Fog.</summary>
    Fog,
    /// <summary>Rain.</summary>
    Rain,
}
