namespace VoxPilot.World.Traffic;

/// <summary>Main colour of an agent, in words that a person would use.</summary>
public enum Paint
{
    /// <summary>White.</summary>
    White,
    /// <summary>Silver or light grey.</summary>
    Silver,
    /// <summary>Dark grey.</summary>
    Grey,
    /// <summary>Black.</summary>
    Black,
    /// <summary>Red.</summary>
    Red,
    /// <summary>Blue.</summary>
    Blue,
    /// <summary>Green.</summary>
    Green,
    /// <summary>Yellow.</summary>
    Yellow,
    /// <summary>Orange.</summary>
    Orange,
    /// <summary>Beige.</summary>
    Beige,
}
