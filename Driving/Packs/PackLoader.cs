using TorchSharp;
using VoxPilot.Core;
using VoxPilot.Llm;
using VoxPilot.Perception;
using VoxPilot.Planning;
using VoxPilot.Torch;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

/// <summary>Networks from and to the files of a pack. Every tensor's name and shape is compared with the architecture before any is read.</summary>
internal static class PackLoader
{
    /// <summary>Reads all networks but the language model. To be called on the device's thread.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go: cpu, cuda, cuda:N.</param>
    /// <param name="anchors">Anchors in place of the pack's; null: the pack's.</param>
    /// <exception cref="PackException">A tensor is missing, is too much or has another shape, or a file cannot be read.</exception>
    /// <exception cref="InvalidInputException">There is no such device.</exception>
    public static DrivingModel Load(ModelPack pack, string device, AnchorSet? anchors = null)
    {
        Device place = Place(device);
        DrivingModelConfig config = pack.Manifest.Config;
        config.Validate();
        return Filled(DrivingModel.Hollow(config, anchors ?? ReadAnchors(pack, config.Planner)), place, model =>
        {
            foreach ((string file, nn.Module module) in model.Files)
            {
                Read(pack.PathOf(file), file, module);
            }
        });
    }

    /// <summary>Reads what sees and the connector; planner and forecaster begin anew.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go.</param>
    /// <param name="anchors">Anchors in place of the pack's; null: the pack's.</param>
    /// <param name="heads">Whose planner and forecaster it gets.</param>
    /// <param name="seed">From which their values follow.</param>
    /// <exception cref="PackException">As for <see cref="Load"/>, or their widths do not fit what sees.</exception>
    public static DrivingModel LoadAnew(ModelPack pack, string device, AnchorSet? anchors, DrivingModelConfig heads, ulong seed)
    {
        Device place = Place(device);
        DrivingModelConfig config = pack.Manifest.Config;
        int points = config.Perception.Encoder.LastPoints;
        ForecasterConfig forecaster = heads.Perception.Forecaster with { SourcePoints = points };
        forecaster = forecaster.StartsFromPresent ? forecaster with { Points = points } : forecaster;
        config = config with { Perception = config.Perception with { Forecaster = forecaster }, Planner = heads.Planner };
        config.Validate();
        return Filled(DrivingModel.Create(config, seed, anchors ?? ReadAnchors(pack, config.Planner)), place, model =>
        {
            ReadSeeing(pack, model);
            Read(pack.PathOf(PackFiles.Connector), PackFiles.Connector, model.Connector);
        });
    }

    /// <summary>Reads all but the connector, which begins anew.</summary>
    public static DrivingModel LoadReconnected(ModelPack pack, string device, ConnectorConfig connector, ulong seed)
    {
        Device place = Place(device);
        DrivingModelConfig config = pack.Manifest.Config with { Connector = connector };
        config.Validate();
        return Filled(DrivingModel.Create(config, seed, ReadAnchors(pack, config.Planner), connectorLearns: true), place, model =>
        {
            Read(pack.PathOf(PackFiles.Perception), PackFiles.Perception, model.Perception);
            Read(pack.PathOf(PackFiles.Planner), PackFiles.Planner, model.Planner);
        });
    }

    /// <summary>Reads all; the planner hears the tokens, and is yet to learn to listen to the language model beside them.</summary>
    public static DrivingModel LoadHearingTokens(ModelPack pack, string device, AnchorSet? anchors, ulong seed)
    {
        Device place = Place(device);
        DrivingModelConfig config = pack.Manifest.Config with { Planner = pack.Manifest.Config.Planner with { HearsTokens = true } };
        config.Validate();
        return Filled(DrivingModel.Create(config, seed, anchors ?? ReadAnchors(pack, config.Planner)), place, model =>
        {
            Read(pack.PathOf(PackFiles.Perception), PackFiles.Perception, model.Perception);
            Read(pack.PathOf(PackFiles.Connector), PackFiles.Connector, model.Connector);
            Read(pack.PathOf(PackFiles.Planner), PackFiles.Planner, model.Planner, name => name != Planner.Gains);
        });
    }

    /// <summary>Reads what sees; all else has random weights and the architecture that is given.</summary>
    public static DrivingModel LoadSeeing(ModelPack pack, DrivingModelConfig config, ulong seed)
    {
        config.Validate();
        return Filled(DrivingModel.Create(config, seed, ReadAnchors(pack, config.Planner)), CPU, model =>
        {
            ReadSeeing(pack, model);
        });
    }

    /// <summary>
    /// Reads what a pack has for another architecture: of what sees and of the connector all tensors that have the same name and shape there; forecaster and
    /// planner where their architecture is the same. The rest has random weights, and so many anchors as the planner wants are made up where the pack has not as many.
    /// </summary>
    /// <param name="pack">The pack.</param>
    /// <param name="config">The architecture.</param>
    /// <param name="seed">From which what begins anew follows.</param>
    public static DrivingModel LoadAs(ModelPack pack, DrivingModelConfig config, ulong seed)
    {
        config.Validate();
        DrivingModelConfig before = pack.Manifest.Config;
        return Filled(before.Planner.Anchors == config.Planner.Anchors ? DrivingModel.Create(config, seed, ReadAnchors(pack, config.Planner)) : DrivingModel.Create(config, seed), CPU, model =>
        {
            bool forecasts = PackJson.Same(before.Perception.Forecaster, config.Perception.Forecaster, PackJson.Default.ForecasterConfig);
            ReadFitting(pack, PackFiles.Perception, model.Perception, name => forecasts || !name.StartsWith(PerceptionModel.ForecasterName, StringComparison.Ordinal));
            ReadFitting(pack, PackFiles.Connector, model.Connector, _ => true);
            if (PackJson.Same(before.Planner, config.Planner, PackJson.Default.PlannerConfig))
            {
                ReadFitting(pack, PackFiles.Planner, model.Planner, _ => true);
            }
        });
    }

    /// <summary>Writes all networks but the language model, and the anchors, into a folder.</summary>
    /// <param name="model">The networks.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="half">True: numbers of single precision are written in half precision.</param>
    public static void Save(DrivingModel model, string folder, bool half = false)
    {
        foreach ((string file, nn.Module module) in model.Files)
        {
            using DisposeScope scope = NewDisposeScope();
            Safetensors.Save(
                Path.Combine(folder, file),
                module.state_dict().ToDictionary(e => e.Key, e => half && e.Value.dtype == ScalarType.Float32 ? e.Value.detach().to_type(ScalarType.Float16) : e.Value));
        }
        model.Anchors.Save(Path.Combine(folder, PackFiles.Anchors));
    }

    internal static Device Place(string name)
    {
        Device device;
        try
        {
            device = new(name);
        }
        catch (ArgumentException fault)
        {
            throw new InvalidInputException("device", $"'{name}' is no device; give cpu, cuda or cuda:N.", fault);
        }
        int there = device.type == DeviceType.CUDA ? cuda.device_count() : 1;
        return Math.Max(device.index, 0) < there
            ? device
            : throw new InvalidInputException("device", there == 0
                ? $"The networks were to run on {name}, but libtorch finds no CUDA device here; give cpu, or build against a libtorch with CUDA (LIBTORCH) on a machine that has one."
                : $"The networks were to run on {name}, but the CUDA devices here are cuda:0 to cuda:{there - 1}; give one of those.");
    }

    // A model that cannot be filled is let go of.
    private static DrivingModel Filled(DrivingModel model, Device place, Action<DrivingModel> read)
    {
        try
        {
            read(model);
            return model.Settle(place);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static void ReadSeeing(ModelPack pack, DrivingModel model) => Read(
        pack.PathOf(PackFiles.Perception), PackFiles.Perception, model.Perception, name => !name.StartsWith(PerceptionModel.ForecasterName, StringComparison.Ordinal));

    internal static void Read(string path, string name, nn.Module module, Func<string, bool>? which = null) => FromFile(path, name, file =>
    {
        which ??= _ => true;
        Dictionary<string, Tensor> expected = module.state_dict().Where(e => which(e.Key)).ToDictionary();
        TensorTable.Check(name, expected.ToDictionary(e => e.Key, e => e.Value.shape), file.Entries.Where(e => which(e.Name)).ToDictionary(e => e.Name, e => e.Shape));
        Copy(file, expected);
    });

    internal static void ReadFitting(ModelPack pack, string name, nn.Module module, Func<string, bool> which) => FromFile(pack.PathOf(name), name, file =>
    {
        Dictionary<string, long[]> there = file.Entries.Where(e => which(e.Name)).ToDictionary(e => e.Name, e => e.Shape);
        Copy(file, module.state_dict().Where(e => there.TryGetValue(e.Key, out long[]? shape) && shape.SequenceEqual(e.Value.shape)).ToDictionary());
    });

    internal static void FromFile(string path, string name, Action<SafetensorsFile> read)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            read(file);
        }
        catch (TensorFileException e)
        {
            throw new PackException(name, e.Message, e);
        }
    }

    internal static void Copy(SafetensorsFile file, Dictionary<string, Tensor> targets)
    {
        using IDisposable _ = no_grad();
        foreach ((string tensor, Tensor target) in targets)
        {
            using Tensor source = file.Read(tensor);
            target.copy_(source);
        }
    }

    internal static AnchorSet ReadAnchors(ModelPack pack, PlannerConfig planner)
    {
        try
        {
            AnchorSet anchors = AnchorSet.Load(pack.PathOf(PackFiles.Anchors));
            return anchors.Count == planner.Anchors
                ? anchors
                : throw new PackException(PackFiles.Anchors, $"there are {anchors.Count} anchors, and config.planner.anchors is {planner.Anchors}.");
        }
        catch (InvalidInputException e)
        {
            throw new PackException(PackFiles.Anchors, e.Message, e);
        }
    }
}
