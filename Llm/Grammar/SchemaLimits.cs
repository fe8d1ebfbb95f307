namespace VoxPilot.Llm.Grammar;

/// <summary>What a schema may hold at most, so that no request can fill the memory or hold up the answers of others. The first four are OpenAI's.</summary>
internal static class SchemaLimits
{
    /// <summary>Properties of all objects together.</summary>
    public const int Properties = 5000;

    /// <summary>Values of all enums together.</summary>
    public const int Values = 1000;

    /// <summary>Characters of all names of properties and all values of enum and const together.</summary>
    public const int Characters = 120_000;

    /// <summary>Schemas within each other. OpenAI counts ten levels of objects; an array and an anyOf may stand between two of them.</summary>
    public const int Depth = 30;

    /// <summary>Schemas of all kinds together.</summary>
    public const int Nodes = 10_000;

    /// <summary>Readings of a beginning that may be open at the same time; each of them is followed in every step of the answer.</summary>
    public const int Readings = 128;

    /// <summary>Characters of the grammar.</summary>
    public const int GrammarCharacters = 1_000_000;

    /// <summary>Repetitions of all counted repetitions together; each is a rule of its own inside llama.cpp.</summary>
    public const int Repetitions = 20_000;

    /// <summary>Repetitions of one counted repetition; llama.cpp takes less than 2000.</summary>
    public const int Repetition = 1000;

    /// <summary>Characters of one pattern.</summary>
    public const int PatternCharacters = 1000;
}
