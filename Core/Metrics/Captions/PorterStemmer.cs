namespace VoxPilot.Core.Metrics.Captions;

/// <summary>
/// Porter's stemmer (Porter 1980, "An algorithm for suffix stripping") with the changes of nltk's default mode, NLTK_EXTENSIONS: a few
/// irregular words, words of one or two letters left alone, <c>ies</c>/<c>ied</c> of four-letter words, y → i after a consonant only,
/// vowel–consonant as a short stem, <c>bli</c>, <c>fulli</c> and <c>logi</c>, and <c>alli</c> before the rest of step 2.
/// </summary>
/// <remarks>Takes words in lower case. One object serves one thread.</remarks>
public sealed class PorterStemmer
{
    private static readonly Dictionary<string, string> Irregular = new(StringComparer.Ordinal)
    {
        ["sky"] = "sky", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["news"] = "news",
        ["innings"] = "inning", ["inning"] = "inning", ["outings"] = "outing", ["outing"] = "outing", ["cannings"] = "canning", ["canning"] = "canning",
        ["howe"] = "howe", ["proceed"] = "proceed", ["exceed"] = "exceed", ["succeed"] = "succeed",
    };

    // Suffix and what takes its place; of two suffixes that both fit, the longer one comes first.
    private static readonly (string Suffix, string Replacement)[] Plurals = [("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")];

    private static readonly (string Suffix, string Replacement)[] Doubles =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"),
        ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"),
        ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"), ("fulli", "ful"),
    ];

    private static readonly (string Suffix, string Replacement)[] Endings =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] Remainders =
        ["al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous", "ive", "ize"];

    private char[] word = new char[64];
    private int length;

    private ReadOnlySpan<char> Word => word.AsSpan(0, length);

    /// <summary>The stem of a word in lower case.</summary>
    public string Stem(string lower)
    {
        ArgumentNullException.ThrowIfNull(lower);
        if (Irregular.TryGetValue(lower, out string? known))
        {
            return known;
        }
        if (lower.Length <= 2)
        {
            return lower;
        }
        if (word.Length < lower.Length + 1)
        {
            word = new char[2 * lower.Length];
        }
        lower.CopyTo(word);
        length = lower.Length;
        Plural();
        PastOrParticiple();
        if (Ends("y", out int stem) && stem > 1 && IsConsonant(stem - 1))
        {
            word[length - 1] = 'i';
        }
        DoubleSuffix();
        Replace(Endings);
        Remainder();
        FinalE();
        if (Ends("ll", out _) && Measure(length - 1) > 1)
        {
            length--;
        }
        return Word.SequenceEqual(lower) ? lower : Word.ToString();
    }

    // Step 1a
    private void Plural()
    {
        if (length == 4 && Ends("ies", out int stem))
        {
            Become(stem, "ie");
            return;
        }
        foreach ((string suffix, string replacement) in Plurals)
        {
            if (Ends(suffix, out stem))
            {
                Become(stem, replacement);
                return;
            }
        }
    }

    // Step 1b
    private void PastOrParticiple()
    {
        if (Ends("ied", out int stem))
        {
            Become(stem, length == 4 ? "ie" : "i");
        }
        else if (Ends("eed", out stem))
        {
            length -= Measure(stem) > 0 ? 1 : 0;
        }
        else if ((Ends("ed", out stem) && HasVowel(stem)) || (Ends("ing", out stem) && HasVowel(stem)))
        {
            length = stem;
            Mend();
        }
    }

    // What step 1b does to a stem that lost -ed or -ing.
    private void Mend()
    {
        if (Ends("at", out _) || Ends("bl", out _) || Ends("iz", out _))
        {
            Become(length, "e");
        }
        else if (length >= 2 && word[length - 1] == word[length - 2] && IsConsonant(length - 1))
        {
            length -= word[length - 1] is 'l' or 's' or 'z' ? 0 : 1;
        }
        else if (Measure(length) == 1 && IsShort(length))
        {
            Become(length, "e");
        }
    }

    // Step 2
    private void DoubleSuffix()
    {
        while (Ends("alli", out int stem) && Measure(stem) > 0)
        {
            Become(stem, "al");
        }
        if (!Replace(Doubles) && Ends("logi", out int before) && Measure(before + 1) > 0)
        {
            length--;
        }
    }

    // Step 4
    private void Remainder()
    {
        foreach (string suffix in Remainders)
        {
            if (Ends(suffix, out int stem))
            {
                bool goes = Measure(stem) > 1 && (suffix != "ion" || word[stem - 1] is 's' or 't');
                length = goes ? stem : length;
                return;
            }
        }
    }

    // Step 5a
    private void FinalE()
    {
        if (Ends("e", out int stem))
        {
            int measure = Measure(stem);
            length = measure > 1 || (measure == 1 && !IsShort(stem)) ? stem : length;
        }
    }

    // The first suffix that fits decides, whether it may go (m > 0) or not.
    private bool Replace((string Suffix, string Replacement)[] rules)
    {
        foreach ((string suffix, string replacement) in rules)
        {
            if (Ends(suffix, out int stem))
            {
                if (Measure(stem) > 0)
                {
                    Become(stem, replacement);
                }
                return true;
            }
        }
        return false;
    }

    private bool Ends(string suffix, out int stem)
    {
        stem = length - suffix.Length;
        return Word.EndsWith(suffix, StringComparison.Ordinal);
    }

    private void Become(int stem, string ending)
    {
        ending.CopyTo(word.AsSpan(stem));
        length = stem + ending.Length;
    }

    // A letter other than a vowel; y is a vowel after a consonant.
    private bool IsConsonant(int at)
    {
        bool consonant = true;
        int first = at;
        while (first > 0 && word[first] == 'y')
        {
            first--;
        }
        consonant = word[first] is not ('a' or 'e' or 'i' or 'o' or 'u');
        return (at - first) % 2 == 0 ? consonant : !consonant;
    }

    // m in [C](VC){m}[V]
    private int Measure(int stem)
    {
        int measure = 0;
        bool vowel = false;
        for (int i = 0; i < stem; i++)
        {
            bool consonant = IsConsonant(i);
            measure += vowel && consonant ? 1 : 0;
            vowel = !consonant;
        }
        return measure;
    }

    private bool HasVowel(int stem)
    {
        for (int i = 0; i < stem; i++)
        {
            if (!IsConsonant(i))
            {
                return true;
            }
        }
        return false;
    }

    // Ends consonant–vowel–consonant, the last one none of w, x, y; or is vowel–consonant.
    private bool IsShort(int stem) => stem >= 3
        ? IsConsonant(stem - 3) && !IsConsonant(stem - 2) && IsConsonant(stem - 1) && word[stem - 1] is not ('w' or 'x' or 'y')
        : stem == 2 && !IsConsonant(0) && IsConsonant(1);
}
