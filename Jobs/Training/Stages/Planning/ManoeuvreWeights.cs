using VoxPilot.Core.Datasets;

namespace VoxPilot.Jobs.Training;

/// <summary>How often key frames come per epoch, by what the car does in the next three seconds: most of a drive is going on as before, which an extrapolation does too.</summary>
public sealed record ManoeuvreWeights
{
    /// <summary>It goes on as it does, or goes on standing.</summary>
    public double Steady { get; init; } = 1;

    /// <summary>It turns.</summary>
    public double Turn { get; init; } = 2;

    /// <summary>It comes to rest.</summary>
    public double Stop { get; init; } = 3;

    /// <summary>It slows down without coming to rest, or sets off.</summary>
    public double Yield { get; init; } = 2.5;

    /// <summary>The weight of a manoeuvre.</summary>
    public double Of(Manoeuvre manoeuvre) => manoeuvre switch
    {
        Manoeuvre.Turn => Turn,
        Manoeuvre.Stop => Stop,
        Manoeuvre.Yield => Yield,
        _ => Steady,
    };
}
