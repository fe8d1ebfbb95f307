using System.Numerics;
using VoxPilot.World.Numerics;
using VoxPilot.World.Surfaces;

namespace VoxPilot.World.Meshes.Agents;

/// <summary>Clothes and parts of human bodies.</summary>
internal sealed class Limbs
{
    private static readonly Surface[] Skins = [.. ((int[])[0xE0B090, 0xC68F6A, 0x8D5B3E, 0x5E3B28, 0xF0C8A8]).Select(c => new Plain(Tint.Of(c), stains: 0))];
    private static readonly Surface[] Hairs = [.. ((int[])[0x2A1E18, 0x15120F, 0x6B4526, 0xB08A50, 0x8F8C88]).Select(c => new Plain(Tint.Of(c), stains: 0))];
    private static readonly Surface[] Trousers = [.. ((int[])[0x2B3A5C, 0x1E1F24, 0x6F6048, 0x3E4248, 0x4A5A78, 0x8A8478]).Select(c => new Plain(Tint.Of(c), stains: 0.1f))];
    private static readonly Surface Shoe = new Plain(Tint.Of(0x2A2624), stains: 0);

    /// <summary>What a person of a seed wears and looks like.</summary>
    /// <param name="mesh">Where to draw.</param>
    /// <param name="part">Goes on with a surface.</param>
    /// <param name="random">Decides skin, hair, trousers.</param>
    /// <param name="top">Of the upper body.</param>
    /// <param name="hat">In place of hair; null for none.</param>
    public Limbs(MeshBuilder mesh, Action<Surface> part, RandomStream random, Surface top, Surface? hat)
    {
        (Mesh, Part, Top) = (mesh, part, top);
        Skin = random.Pick(Skins);
        Hair = hat ?? random.Pick(Hairs);
        Legs = random.Pick(Trousers);
        Helmet = hat is not null;
    }

    private MeshBuilder Mesh { get; }
    private Action<Surface> Part { get; }
    private Surface Top { get; }
    private Surface Skin { get; }
    private Surface Hair { get; }
    private Surface Legs { get; }
    private bool Helmet { get; }

    /// <summary>A leg from hip over knee to ankle; toes point along <paramref name="toes"/>.</summary>
    public void Leg(Vector3 hip, Vector3 knee, Vector3 ankle, Vector3 toes, float size)
    {
        Part(Legs);
        Mesh.Limb(hip, knee, ankle, new Vector3(0.092f, 0.068f, 0.050f) * size, 5);
        Part(Shoe);
        Mesh.Tube(ankle - 0.35f * toes, ankle + toes, 0.058f * size, 0.045f * size, 4);
    }

    /// <summary>An arm from shoulder over elbow to hand.</summary>
    public void Arm(Vector3 shoulder, Vector3 elbow, Vector3 hand, float size, bool bare)
    {
        Part(Top);
        if (bare)
        {
            Mesh.Tube(shoulder, elbow, 0.064f * size, 0.056f * size, 4);
            Part(Skin);
            Mesh.Tube(elbow, hand, 0.048f * size, 0.038f * size, 4);
            return;
        }
        Vector3 wrist = Vectors.Mix(elbow, hand, 0.75f);
        Mesh.Limb(shoulder, elbow, wrist, new Vector3(0.066f, 0.056f, 0.048f) * size, 4);
        Part(Skin);
        Mesh.Tube(wrist, hand, 0.040f * size, 0.030f * size, 4);
    }

    /// <summary>Hips to shoulders.</summary>
    public void Torso(Vector3 hips, Vector3 shoulders, float size)
    {
        Part(Top);
        Vector3 forward = Vectors.Unit(Vectors.Cross(Vector3.UnitY, Vectors.Unit(shoulders - hips)));
        Vector3[] Ring(float share, float half, float deep) =>
            [.. Solids.Circle(6).Select(p => Vectors.Mix(hips, shoulders, share) + size * (half * p.Y * Vector3.UnitY + deep * p.X * forward))];
        Mesh.Loft(MeshBuilder.Round, Ring(-0.09f, 0.165f, 0.115f), Ring(0.35f, 0.155f, 0.115f), Ring(0.88f, 0.215f, 0.13f), Ring(1.05f, 0.085f, 0.07f));
    }

    /// <summary>Neck, face and hair or a hat.</summary>
    public void Head(Vector3 neck, float size, float large = 1)
    {
        float s = size * large;
        Part(Skin);
        Mesh.Turned(neck + size * new Vector3(0.015f, 0, 0.13f * large), 6, MeshBuilder.Round, [.. ((Vector2[])[new(0.062f, -0.17f), new(0.082f, -0.085f), new(0.102f, 0.02f), new(0.06f, 0.125f)]).Select(p => s * p)]);
        Part(Hair);
        Vector2[] cap = Helmet ? [new(0.140f, 0.01f), new(0.122f, 0.10f), new(0.060f, 0.155f)] : [new(0.098f, -0.045f), new(0.112f, 0.06f), new(0.062f, 0.140f)];
        Mesh.Turned(neck + size * new Vector3(Helmet ? 0.01f : -0.022f, 0, 0.13f * large), 6, MeshBuilder.Round, [.. cap.Select(p => s * p)]);
    }
}
