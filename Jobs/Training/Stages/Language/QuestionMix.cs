using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Jobs.Training;

/// <summary>Which of a key frame's questions a language model learns at a time, and in which words.</summary>
public sealed record QuestionMix
{
    /// <summary>Tokens of a key frame's questions and answers at most; questions are drawn until no further one fits.</summary>
    public int Tokens { get; init; } = 192;

    /// <summary>Closed questions that are made from the key frame's boxes besides (<see cref="DrillBook"/>); 0: none.</summary>
    public int Drills { get; init; } = 8;

    /// <summary>How much likelier a closed question is to be drawn than an open one.</summary>
    public double ClosedShare { get; init; } = 3;

    /// <summary>How much a token of a closed answer counts; those are few, and right or wrong.</summary>
    public double ClosedWeight { get; init; } = 4;

    /// <summary>Share of open answers in another wording than the first, where the data has some.</summary>
    public double OtherWordings { get; init; } = 0.5;

    /// <summary>Share of questions that are asked without the scene: the model learns to guess as well as anybody can, which is what seeing is measured against.</summary>
    public double BlindShare { get; init; } = 0.1;

    /// <summary>Share of key frames whose location is told. Where each drive has a town of its own, its name gives the town's secrets away.</summary>
    public double LocationShare { get; init; } = 0.25;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ValidationException">An option is out of range; the message names it.</exception>
    public void Validate()
    {
        Check(Tokens >= 16, nameof(Tokens), "16 or more");
        Check(Drills is >= 0 and <= 100, nameof(Drills), "0 to 100");
        Check(ClosedShare is > 0 and < 1000, nameof(ClosedShare), "a number above 0, below 1000");
        Check(ClosedWeight is > 0 and < 1000, nameof(ClosedWeight), "a number above 0, below 1000");
        Check(OtherWordings is >= 0 and <= 1, nameof(OtherWordings), "a share, 0 to 1");
        Check(BlindShare is >= 0 and <= 1, nameof(BlindShare), "a share, 0 to 1");
        Check(LocationShare is >= 0 and <= 1, nameof(LocationShare), "a share, 0 to 1");
    }

    private static void Check(bool holds, string name, string expected)
    {
        if (!holds)
        {
            throw new ValidationException($"questions.{name} of a language stage must be {expected}.");
        }
    }
}
