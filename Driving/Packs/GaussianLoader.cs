using VoxPilot.Perception;
using static TorchSharp.torch;

namespace VoxPilot.Driving;

/// <summary>Networks of a pack with Gaussians beside its queries, and with queries that look at them (spec/sqs.md §6.2, §7).</summary>
internal static class GaussianLoader
{
    private const string Encoder = "occupancy_encoder.", Images = "image_encoder.", Gaussians = PerceptionModel.GaussiansName + ".", OwnImages = Gaussians + Images;

    private static readonly string[] Interactions = [Encoder + "interaction.", Encoder + "distilled_interaction."];

    /// <summary>Reads all but the Gaussians, which begin anew where the pack's have another architecture.</summary>
    public static DrivingModel LoadWithGaussians(ModelPack pack, string device, GaussianPlugInConfig gaussians, ulong seed)
    {
        DrivingModelConfig before = pack.Manifest.Config;
        if (before.Perception.Gaussians is { } own && PackJson.Same(own, gaussians, PackJson.Default.GaussianPlugInConfig))
        {
            return PackLoader.Load(pack, device);
        }
        return Load(pack, device, before with { Perception = before.Perception with { Gaussians = gaussians } }, seed, _ => { });
    }

    /// <summary>Reads all but how queries look at Gaussians, and the Gaussians.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="device">Where the networks go.</param>
    /// <param name="interaction">How queries look at Gaussians, or foretell what that would add; the pack's weights are taken over where they fit. Null: they do not.</param>
    /// <param name="plugIn">The pack whose Gaussians they look at; null: the model sees none.</param>
    /// <param name="ownImages">Whether these keep the image encoder that they were learnt with; else they share the pack's.</param>
    /// <param name="seed">From which what begins anew follows.</param>
    /// <exception cref="PackException">A file cannot be read or does not fit; or the plug-in has no Gaussians, or looks at other images.</exception>
    public static DrivingModel LoadInteracting(ModelPack pack, string device, QueryInteractionConfig? interaction, ModelPack? plugIn, bool ownImages, ulong seed)
    {
        DrivingModelConfig before = pack.Manifest.Config;
        PerceptionConfig perception = before.Perception with
        {
            Encoder = before.Perception.Encoder with { Interaction = interaction },
            Gaussians = plugIn is null ? null : new() { Decoder = Seen(plugIn, before.Perception), OwnImages = ownImages },
        };
        return Load(pack, device, before with { Perception = perception }, seed, model =>
        {
            PackLoader.ReadFitting(pack, PackFiles.Perception, model.Perception, name => Interactions.Any(part => name.StartsWith(part, StringComparison.Ordinal)));
            if (plugIn is not null)
            {
                ReadGaussians(plugIn, model.Perception);
            }
        });
    }

    private static DrivingModel Load(ModelPack pack, string device, DrivingModelConfig config, ulong seed, Action<DrivingModel> others)
    {
        Device place = PackLoader.Place(device);
        config.Validate();
        DrivingModel model = DrivingModel.Create(config, seed, PackLoader.ReadAnchors(pack, config.Planner));
        try
        {
            PackLoader.Read(pack.PathOf(PackFiles.Perception), PackFiles.Perception, model.Perception, IsShared);
            PackLoader.Read(pack.PathOf(PackFiles.Connector), PackFiles.Connector, model.Connector);
            PackLoader.Read(pack.PathOf(PackFiles.Planner), PackFiles.Planner, model.Planner);
            others(model);
            return model.Settle(place);
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    private static bool IsShared(string name) =>
        !name.StartsWith(Gaussians, StringComparison.Ordinal) && !Interactions.Any(part => name.StartsWith(part, StringComparison.Ordinal));

    private static GaussianDecoderConfig Seen(ModelPack plugIn, PerceptionConfig perception)
    {
        PerceptionConfig other = plugIn.Manifest.Config.Perception;
        GaussianDecoderConfig decoder = other.Gaussians?.Decoder
            ?? throw new PackException(PackManifest.FileName, $"the pack {plugIn.Info.Name} sees no Gaussians for queries to look at; './voxpilot train sqs' teaches it, or name another with --plug-in.");
        return PackJson.Same(other.Image, perception.Image, PackJson.Default.ImageConfig)
            && PackJson.Same(other.Backbone, perception.Backbone, PackJson.Default.BackboneConfig)
            && PackJson.Same(other.Neck, perception.Neck, PackJson.Default.NeckConfig)
            ? decoder
            : throw new PackException(PackManifest.FileName, $"the pack {plugIn.Info.Name} looks at images of another size, or with another image encoder; a plug-in must have the same.");
    }

    // Of a plug-in that has an image encoder of its own already, that one; else the pack's, with which its Gaussians were learnt.
    private static void ReadGaussians(ModelPack plugIn, PerceptionModel model) => PackLoader.FromFile(plugIn.PathOf(PackFiles.Perception), PackFiles.Perception, file =>
    {
        bool apart = file.Entries.Any(entry => entry.Name.StartsWith(OwnImages, StringComparison.Ordinal));
        Dictionary<string, Tensor> targets = [];
        foreach ((string name, Tensor target) in model.state_dict().Where(e => e.Key.StartsWith(Gaussians, StringComparison.Ordinal)))
        {
            targets[name.StartsWith(OwnImages, StringComparison.Ordinal) && !apart ? name[Gaussians.Length..] : name] = target;
        }
        TensorTable.Check(
            PackFiles.Perception, targets.ToDictionary(e => e.Key, e => e.Value.shape), file.Entries.Where(entry => targets.ContainsKey(entry.Name)).ToDictionary(e => e.Name, e => e.Shape));
        PackLoader.Copy(file, targets);
    });
}
