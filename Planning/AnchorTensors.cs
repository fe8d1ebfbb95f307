using VoxPilot.Core;
using static TorchSharp.torch;

namespace VoxPilot.Planning;

/// <summary>Anchors as the networks take them. Made once for a pack; holds no native memory.</summary>
public sealed class AnchorTensors
{
    /// <summary>Sines and cosines per position of an anchor.</summary>
    internal const int PointWidth = 128;

    private readonly float[] displacements;
    private readonly float[] normalised;
    private readonly float[] embedding;

    /// <summary>Prepares a set of anchors for a planner.</summary>
    public AnchorTensors(AnchorSet anchors, DisplacementNormalisation normalisation)
    {
        ArgumentNullException.ThrowIfNull(anchors);
        ArgumentNullException.ThrowIfNull(normalisation);
        Set = anchors;
        displacements = [.. anchors.Anchors.SelectMany(a => DisplacementNormalisation.ToDisplacements(a.Trajectory))];
        normalised = normalisation.Normalise(displacements);
        embedding = SineEmbedding.OfPoints(
            [.. anchors.Anchors.SelectMany(a => a.Trajectory.Points).SelectMany(p => new[] { (float)-p.Y, (float)p.X })], PointWidth);
    }

    /// <summary>The anchors.</summary>
    public AnchorSet Set { get; }

    /// <summary>Normalised displacements of the K anchors, 6 pairs each.</summary>
    public ReadOnlySpan<float> Normalised => normalised;

    /// <summary>Displacements of the anchors, (1, K, 6, 2), metres right and forward.</summary>
    internal Tensor Displacements(Device device) => tensor(displacements, device: device).view(1, Set.Count, Trajectory.Steps, 2);

    /// <summary>Sine embedding of the anchors' positions, (K, 768).</summary>
    internal Tensor Embedding(Device device) => tensor(embedding, device: device).view(Set.Count, Trajectory.Steps * PointWidth);
}
