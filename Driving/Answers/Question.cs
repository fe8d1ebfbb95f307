namespace VoxPilot.Driving;

/// <summary>What is asked about a scene, and how the answer is drawn.</summary>
public sealed record Question
{
    /// <summary>Default of <see cref="MaxTokens"/>.</summary>
    public const int DefaultMaxTokens = 256;

    /// <summary>Stop texts at most, as in OpenAI's API.</summary>
    public const int MaximumStops = 4;

    /// <summary>The conversation, oldest first; the last message is the user's.</summary>
    public required IReadOnlyList<QuestionMessage> Messages { get; init; }

    /// <summary>Tokens of the answer at most.</summary>
    public int MaxTokens { get; init; } = DefaultMaxTokens;

    /// <summary>0 takes the likeliest token every time; above, tokens are drawn with the seed. At most 2.</summary>
    public double Temperature { get; init; }

    /// <summary>Draw only from the likeliest tokens that together have this probability; 1 draws from all.</summary>
    public double TopP { get; init; } = 1;

    /// <summary>Draw only from this many likeliest tokens; 0 draws from all.</summary>
    public int TopK { get; init; }

    /// <summary>Seed of the draws; null takes the scene's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Texts at which the answer ends; they are not part of it.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>Name of the adapter to answer with; null: the language model as it is.</summary>
    public string? Adapter { get; init; }

    /// <summary>The form that the answer is held to; null leaves it free.</summary>
    public AnswerFormat? Format { get; init; }

    /// <summary>Answer as if the car had not said how it moves; what its images show of it still counts.</summary>
    public bool IgnoreEgo { get; init; }

    /// <summary>Answer without any scene token: what the language model says who has not looked. A baseline of evaluations.</summary>
    public bool WithoutScene { get; init; }

    /// <summary>One question with the default options.</summary>
    public static Question Of(string text) => new() { Messages = [new(QuestionRole.User, text)] };
}
