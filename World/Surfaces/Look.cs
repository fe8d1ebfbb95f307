using System.Numerics;

namespace VoxPilot.World.Surfaces;

/// <summary>What a surface does with light at one point.</summary>
internal struct Look
{
    public Look(Vector3 color) => (Color, Open) = (color, 1);

    /// <summary>Share of light that is scattered, by colour.</summary>
    public Vector3 Color { get; set; }

    /// <summary>Share that is mirrored when seen straight on (0.04: varnish; 0.3: a window before a dark room).</summary>
    public float Mirror { get; set; }

    /// <summary>How tight the sun's highlight is.</summary>
    public float Polish { get; set; }

    /// <summary>Share of sunlight that comes through from behind: leaves.</summary>
    public float Through { get; set; }

    /// <summary>Light of its own.</summary>
    public Vector3 Glow { get; set; }

    /// <summary>Share of the sky that is seen from here; lower in corners and under things.</summary>
    public float Open { get; set; }
}
