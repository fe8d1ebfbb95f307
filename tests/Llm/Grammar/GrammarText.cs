using System.Text;

namespace VoxPilot.Llm.Tests.Grammar;

/// <summary>What a grammar derives, asked byte by byte: the vocabulary has a token for each byte.</summary>
internal static class GrammarText
{
    private const int FirstByte = 3;

    private static readonly Lazy<LlamaRuntime> Shared = new(() => Nano.Tokenizer(Nano.Model()));

    /// <summary>A runtime with the nano vocabulary and nothing to decode with.</summary>
    public static LlamaRuntime Runtime => Shared.Value;

    public static int TokenOf(byte value) => FirstByte + value;

    /// <summary>Whether the whole text is derived.</summary>
    public static bool Derives(string grammar, string text)
    {
        using var constraint = Runtime.Constrain(grammar);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (!constraint.Allows(TokenOf(value)))
            {
                return false;
            }

            constraint.Accept(TokenOf(value));
        }

        return constraint.Allows(Runtime.Info.EndToken);
    }
}
