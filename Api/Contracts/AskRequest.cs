using System.Text.Json.Serialization;

namespace VoxPilot.Api.Contracts;

/// <summary>A question about a scene, or a conversation that ends with one, and how the answer is drawn.</summary>
internal sealed record AskRequest
{
    /// <summary>The question. Either this or <c>messages</c>.</summary>
    /// <example>What is around the car?</example>
    public string? Question { get; init; }

    /// <summary>A conversation, oldest first, whose last message is the user's.</summary>
    public IReadOnlyList<MessageBody?>? Messages { get; init; }

    /// <summary>Answer as server-sent events: <c>token</c> …, <c>done</c>.</summary>
    public bool Stream { get; init; }

    /// <summary>Tokens of the answer at most.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>0 takes the likeliest token every time; above, tokens are drawn with the seed. At most 2.</summary>
    public double Temperature { get; init; }

    /// <summary>Draw only from the likeliest tokens that together have this probability.</summary>
    public double? TopP { get; init; }

    /// <summary>Draw only from this many likeliest tokens; 0 draws from all.</summary>
    public int? TopK { get; init; }

    /// <summary>Seed of the draws; without it the scene's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>A text or texts at which the answer ends; they are not part of it.</summary>
    [JsonConverter(typeof(TextsConverter))]
    public IReadOnlyList<string>? Stop { get; init; }

    /// <summary>The form that the answer is held to; free text without it.</summary>
    public ResponseFormatBody? ResponseFormat { get; init; }

    /// <summary>Name of a loaded adapter (GET /v1/adapters) to answer with; without it the language model as it is.</summary>
    public string? Adapter { get; init; }
}
