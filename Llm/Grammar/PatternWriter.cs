namespace VoxPilot.Llm.Grammar;

/// <summary>Writes regular expressions as the inside of JSON texts: what JSON must escape is escaped. Characters without a short escape are left out.</summary>
internal static class PatternWriter
{
    private static readonly CodePoints Escaped = CodePoints.Of((0, 0x1F), ('"', '"'), ('\\', '\\'));
    private static readonly int[] ShortEscapes = ['"', '\\', '\b', '\f', '\n', '\r', '\t'];

    /// <summary>The expression of what stands between the quotation marks.</summary>
    public static string Write(GrammarRules rules, Pattern pattern, string path) => pattern switch
    {
        CharacterPattern one => Characters(one.Characters, path),
        SequencePattern sequence => GrammarRules.Sequence(sequence.Items.Select(item => Write(rules, item, path))),
        ChoicePattern choice => GrammarRules.Choice([.. choice.Items.Select(item => Write(rules, item, path))]),
        RepeatPattern repeat => Repeat(rules, repeat, path),
        _ => throw new ArgumentException($"A pattern of type {pattern.GetType().Name} is unknown.", nameof(pattern)),
    };

    private static string Repeat(GrammarRules rules, RepeatPattern repeat, string path)
    {
        var item = Write(rules, repeat.Item, path);
        return rules.Repeat(repeat.Item is CharacterPattern && item.StartsWith('[') ? item : rules.Share($"repeated {item}", () => item), repeat.Least, repeat.Most);
    }

    private static string Characters(CodePoints characters, string path)
    {
        var choices = new List<string>();
        var plain = characters.Without(Escaped);
        if (!plain.IsEmpty)
        {
            choices.Add(GrammarRules.Class(plain));
        }

        foreach (var character in ShortEscapes.Where(characters.Contains))
        {
            choices.Add(GrammarRules.Literal(JsonLiteral.Escape(character)!));
        }

        return choices.Count > 0
            ? GrammarRules.Choice(choices)
            : throw SchemaPath.Refusal($"{path}.pattern", "The pattern asks for a character that cannot be given: an empty class, or a control character without a short escape.");
    }
}
