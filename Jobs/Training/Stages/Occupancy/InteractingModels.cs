using VoxPilot.Driving;
using VoxPilot.Perception;

namespace VoxPilot.Jobs.Training;

/// <summary>Loads the networks of the stage occupancy as its config wants queries to know of Gaussians (<see cref="PlugInUse"/>).</summary>
internal static class InteractingModels
{
    /// <summary>What learns, and what it learns interaction from where that is distilled.</summary>
    /// <param name="setup">What the stage is started with.</param>
    /// <param name="config">How queries come to know of Gaussians.</param>
    /// <exception cref="TrainingException">There is nothing to distil.</exception>
    /// <exception cref="PackException">The plug-in has no Gaussians, or looks at other images.</exception>
    public static (DrivingModel Model, DrivingModel? Looking) Open(StageSetup setup, OccupancyConfig config)
    {
        ModelPack pack = setup.From;
        ulong seed = setup.Training.Seed;
        QueryInteractionConfig? before = pack.Manifest.Config.Perception.Encoder.Interaction;
        switch (config.Interaction)
        {
            case null:
                return (DrivingModel.Load(pack, setup.Device), null);
            case PlugInUse.None:
                return (DrivingModel.LoadInteracting(pack, setup.Device, null, null, false, seed), null);
            case PlugInUse.Distilled:
                if (before is not { Source: InteractionSource.PlugIn })
                {
                    throw new TrainingException($"interaction=distilled learns from queries that look at Gaussians, and those of {pack.Info.Name} do not; train occupancy with interaction=separate or shared first and start from that.");
                }
                DrivingModel learning = DrivingModel.LoadInteracting(pack, setup.Device, before with { Source = InteractionSource.Distilled }, null, false, seed);
                try
                {
                    return (learning, DrivingModel.Load(pack, setup.Device));
                }
                catch
                {
                    learning.Dispose();
                    throw;
                }
            default:
                ModelPack plugIn = setup.PlugIn ?? pack;
                int width = pack.Manifest.Config.Perception.Encoder.Width, seen = plugIn.Manifest.Config.Perception.Gaussians?.Decoder.Width ?? width;
                QueryInteractionConfig form = QueryInteractionConfig.For(width, seen) with
                {
                    Neighbours = config.Neighbours,
                    OpacityThreshold = config.OpacityThreshold,
                    Dropout = pack.Manifest.Config.Perception.Encoder.Dropout,
                };
                return (DrivingModel.LoadInteracting(pack, setup.Device, form, plugIn, config.Interaction == PlugInUse.Separate, seed), null);
        }
    }
}
