using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Api.Options;

/// <summary>What one request may ask for at most; section <c>VoxPilot:Limits</c>.</summary>
internal sealed record LimitOptions
{
    /// <summary>Section of appsettings.json.</summary>
    public const string Section = "VoxPilot:Limits";

    /// <summary>Default of <see cref="RequestBytes"/>: eight images of 12 MB as base64, and the scene.</summary>
    public const long DefaultRequestBytes = 136L * 1024 * 1024;

    /// <summary>Default of <see cref="ImageBytes"/>.</summary>
    public const int DefaultImageBytes = 12 * 1024 * 1024;

    /// <summary>Default of <see cref="ImagePixels"/>: 4096×4096.</summary>
    public const int DefaultImagePixels = 16_777_216;

    /// <summary>Default of <see cref="JsonBytes"/>.</summary>
    public const int DefaultJsonBytes = 1024 * 1024;

    /// <summary>Default of <see cref="Parts"/>: eight cameras, the scene, and room for a mistake to be named.</summary>
    public const int DefaultParts = 16;

    /// <summary>Default of <see cref="QuestionCharacters"/>.</summary>
    public const int DefaultQuestionCharacters = 2000;

    /// <summary>Default of <see cref="AnswerTokens"/>.</summary>
    public const int DefaultAnswerTokens = 1024;

    /// <summary>Bytes of a whole request body.</summary>
    [Range(1024, 1L << 32)]
    public long RequestBytes { get; init; } = DefaultRequestBytes;

    /// <summary>Bytes of one encoded image.</summary>
    [Range(1024, 1 << 30)]
    public int ImageBytes { get; init; } = DefaultImageBytes;

    /// <summary>Width times height of one image.</summary>
    [Range(1024, 1 << 28)]
    public int ImagePixels { get; init; } = DefaultImagePixels;

    /// <summary>Bytes of a JSON body without images, and of the <c>scene</c> part.</summary>
    [Range(1024, 1 << 28)]
    public int JsonBytes { get; init; } = DefaultJsonBytes;

    /// <summary>Parts of a multipart body.</summary>
    [Range(2, 64)]
    public int Parts { get; init; } = DefaultParts;

    /// <summary>Characters of a question, or of all messages together.</summary>
    [Range(16, 1 << 20)]
    public int QuestionCharacters { get; init; } = DefaultQuestionCharacters;

    /// <summary>Highest <c>max_tokens</c> that a client may ask for.</summary>
    [Range(1, 1 << 20)]
    public int AnswerTokens { get; init; } = DefaultAnswerTokens;
}
