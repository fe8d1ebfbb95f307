using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TorchSharp;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.Planning;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace VoxPilot.Driving;

/// <summary>
/// All networks of a pack but the language model. Made, used and let go of on the device's thread; its tensors belong to no dispose scope.
/// Training changes their values; a request never does.
/// </summary>
public sealed class DrivingModel : IDisposable
{
    private const int MadeUpDrives = 6000;

    private DrivingModel(DrivingModelConfig config, PerceptionModel perception, Connector connector, Planner planner, AnchorSet anchors)
    {
        Config = config;
        Perception = perception;
        Connector = connector;
        Planner = planner;
        Anchors = anchors;
        AnchorTensors = new(anchors, config.Planner.Normalisation);
        foreach ((_, Module module) in Files)
        {
            module.eval();
        }
    }

    /// <summary>The architecture.</summary>
    public DrivingModelConfig Config { get; }

    /// <summary>What sees.</summary>
    public PerceptionModel Perception { get; }

    /// <summary>From queries to the language model.</summary>
    public Connector Connector { get; }

    /// <summary>Anchor scorer and diffusion decoder.</summary>
    public Planner Planner { get; }

    /// <summary>The anchors.</summary>
    public AnchorSet Anchors { get; }

    /// <summary>The anchors as the planner takes them.</summary>
    public AnchorTensors AnchorTensors { get; }

    /// <summary>The learnt embedding of the plan token, (D).</summary>
    public float[] PlanToken { get; private set; } = [];

    /// <summary>Where the networks are.</summary>
    public Device Device { get; private set; } = CPU;

    /// <summary>The networks by the file that holds their tensors.</summary>
    public IReadOnlyList<(string File, Module Module)> Files =>
        [(PackFiles.Perception, Perception), (PackFiles.Connector, Connector), (PackFiles.Planner, Planner)];

    /// <summary>A model whose values follow from the seed alone, on the CPU.</summary>
    public static DrivingModel Create(DrivingModelConfig config, ulong seed) => Create(
        config,
        seed,
        AnchorClustering.Cluster(MadeUpTrajectories.Generate(MadeUpDrives, seed + 3).Select(d => (d.Command, d.Trajectory)), seed + 3, config.Planner.Anchors)).Settle(CPU);

    /// <summary>The same with anchors of its own, before it is moved anywhere.</summary>
    internal static DrivingModel Create(DrivingModelConfig config, ulong seed, AnchorSet anchors, bool connectorLearns = false) => new(
        config, PerceptionModel.Create(config.Perception, seed), Connector.Create(config.Connector, seed + 1, connectorLearns), Planner.Create(config.Planner, seed + 2), anchors);

    /// <summary>The networks of a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go: cpu, cuda, cuda:N.</param>
    /// <param name="anchors">Anchors in place of the pack's, for a planner that is to be trained on them; null: the pack's.</param>
    /// <exception cref="PackException">A tensor is missing, is too much or has another shape, or a file cannot be read.</exception>
    public static DrivingModel Load(ModelPack pack, string device, AnchorSet? anchors = null) => PackLoader.Load(pack, device, anchors);

    /// <summary>What sees of a pack, with a planner and a forecaster that are yet to be trained.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go: cpu, cuda, cuda:N.</param>
    /// <param name="anchors">Anchors in place of the pack's; null: the pack's.</param>
    /// <param name="heads">Whose planner and forecaster it gets.</param>
    /// <param name="seed">From which their values follow.</param>
    /// <exception cref="PackException">As for <see cref="Load"/>, or their widths do not fit what sees.</exception>
    public static DrivingModel LoadAnew(ModelPack pack, string device, AnchorSet? anchors, DrivingModelConfig heads, ulong seed) =>
        PackLoader.LoadAnew(pack, device, anchors, heads, seed);

    /// <summary>The networks of a pack with a connector that is yet to be trained.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go: cpu, cuda, cuda:N.</param>
    /// <param name="connector">The new connector's architecture.</param>
    /// <param name="seed">From which its values follow.</param>
    /// <exception cref="PackException">As for <see cref="Load"/>, or its widths do not fit the other parts.</exception>
    public static DrivingModel LoadReconnected(ModelPack pack, string device, ConnectorConfig connector, ulong seed) => PackLoader.LoadReconnected(pack, device, connector, seed);

    /// <summary>The networks of a pack with a planner that hears the tokens, and is yet to learn to listen to the language model beside them (<see cref="PlannerConfig.HearsTokens"/>).</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go: cpu, cuda, cuda:N.</param>
    /// <param name="anchors">Anchors in place of the pack's; null: the pack's.</param>
    /// <param name="seed">From which the new tensors' values follow.</param>
    /// <exception cref="PackException">As for <see cref="Load"/>.</exception>
    public static DrivingModel LoadHearingTokens(ModelPack pack, string device, AnchorSet? anchors, ulong seed) => PackLoader.LoadHearingTokens(pack, device, anchors, seed);

    /// <summary>The networks of a pack with Gaussians of an architecture: the pack's own where it is the same, else they are yet to be trained.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go: cpu, cuda, cuda:N.</param>
    /// <param name="gaussians">What sees them.</param>
    /// <param name="seed">From which their values follow where they begin anew.</param>
    /// <exception cref="PackException">As for <see cref="Load"/>.</exception>
    public static DrivingModel LoadWithGaussians(ModelPack pack, string device, GaussianPlugInConfig gaussians, ulong seed) => GaussianLoader.LoadWithGaussians(pack, device, gaussians, seed);

    /// <summary>The networks of a pack whose occupancy queries look at Gaussians, or foretell what that would add.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go: cpu, cuda, cuda:N.</param>
    /// <param name="interaction">How; weights that the pack has for it are taken over. Null: they do not.</param>
    /// <param name="plugIn">The pack whose Gaussians they look at; null: the model sees none.</param>
    /// <param name="ownImages">Whether these keep the image encoder that they were learnt with; else they share the pack's.</param>
    /// <param name="seed">From which what begins anew follows.</param>
    /// <exception cref="PackException">As for <see cref="Load"/>; or the plug-in has no Gaussians, or looks at other images.</exception>
    public static DrivingModel LoadInteracting(ModelPack pack, string device, QueryInteractionConfig? interaction, ModelPack? plugIn, bool ownImages, ulong seed) =>
        GaussianLoader.LoadInteracting(pack, device, interaction, plugIn, ownImages, seed);

    /// <summary>
    /// What names all that decides what is seen of a frame: a hash of the image and occupancy encoders, their architecture and weights. Models that differ
    /// in planner, forecaster or language model alone have the same.
    /// </summary>
    public string SeeingHash()
    {
        PerceptionConfig config = Perception.Config;
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(config.Image, PackJson.Default.ImageConfig));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(config.Encoder, PackJson.Default.OccupancyEncoderConfig));
        foreach ((string name, Tensor tensor) in Seeing())
        {
            using DisposeScope scope = NewDisposeScope();
            hash.AppendData(Encoding.UTF8.GetBytes($"{name} {string.Join(',', tensor.shape)}\n"));
            hash.AppendData(tensor.detach().cpu().contiguous().bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private IEnumerable<KeyValuePair<string, Tensor>> Seeing()
    {
        IEnumerable<KeyValuePair<string, Tensor>> all = Perception.Images.state_dict().Concat(Perception.Occupancy.state_dict());
        return Perception.Occupancy.NeedsGaussians ? all.Concat(Perception.Gaussians!.state_dict()) : all;
    }

    /// <summary>Occupancy tokens T_o (B, Q, D) of queries; their logits are worked out where the connector wants them and they are not there.</summary>
    public Tensor SceneTokens(OccupancyQueries queries)
    {
        ArgumentNullException.ThrowIfNull(queries);
        Tensor? logits = Connector.Config.Classes == 0 ? null : queries.Logits.numel() > 0 ? queries.Logits : Perception.Occupancy.Classify(queries.Features);
        return Connector.Scene.forward(queries.Features, queries.Points, logits);
    }

    /// <summary>A model of an architecture whose values are yet to be read.</summary>
    internal static DrivingModel Hollow(DrivingModelConfig config, AnchorSet anchors) =>
        new(config, new(config.Perception), new(config.Connector), new(config.Planner), anchors);

    /// <summary>Moves the networks to a device and takes their tensors out of any dispose scope.</summary>
    internal DrivingModel Settle(Device device)
    {
        Device = device;
        foreach ((_, Module module) in Files)
        {
            module.to(device);
            foreach (Tensor tensor in module.parameters().Concat<Tensor>(module.buffers()))
            {
                tensor.DetachFromDisposeScope();
            }
        }
        PlanToken = Connector.PlanToken.ToArray();
        return this;
    }

    /// <summary>Lets go of the networks; on their device's thread.</summary>
    public void Dispose()
    {
        foreach ((_, Module module) in Files)
        {
            module.Dispose();
        }
    }
}
