using System.Buffers.Text;
using System.Text;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>One part of speech of WordNet: its index, its synsets and its irregular forms.</summary>
internal sealed class WordNetPart
{
    private readonly byte[] index; // lines sorted by lemma, after the licence's lines, which begin with a space
    private readonly byte[] data;
    private readonly Dictionary<string, string[]> exceptions;
    private readonly (string Ending, string Replacement)[] rules;
    private readonly string name;

    private WordNetPart(string name, byte[] index, byte[] data, Dictionary<string, string[]> exceptions)
    {
        (this.name, this.index, this.data, this.exceptions) = (name, index, data, exceptions);
        rules = name switch // man morphy
        {
            "noun" => [("s", ""), ("ses", "s"), ("ves", "f"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"), ("ies", "y")],
            "verb" => [("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")],
            "adj" => [("er", ""), ("est", ""), ("er", "e"), ("est", "e")],
            _ => [],
        };
    }

    /// <summary>Reads <c>index.name</c>, <c>data.name</c> and <c>name.exc</c>.</summary>
    public static WordNetPart Read(string folder, string name)
    {
        Dictionary<string, string[]> exceptions = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(Existing(folder, $"{name}.exc")))
        {
            string[] forms = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (forms.Length > 0)
            {
                exceptions[forms[0]] = forms; // a form on two lines: the last one counts
            }
        }
        return new(name, File.ReadAllBytes(Existing(folder, $"index.{name}")), File.ReadAllBytes(Existing(folder, $"data.{name}")), exceptions);
    }

    /// <summary>Lemmas of the index that a form may be of. Suffix rules are applied again and again until one gives a lemma.</summary>
    public IReadOnlyList<string> BaseForms(string form)
    {
        if (exceptions.TryGetValue(form, out string[]? irregular))
        {
            return Known(irregular);
        }
        List<string> forms = Shorten([form]), known = Known([form, .. forms]);
        while (known.Count == 0 && forms.Count > 0)
        {
            forms = Shorten(forms);
            known = Known(forms);
        }
        return known;
    }

    /// <summary>Adds the single words of all synsets of a lemma.</summary>
    public void AddWords(string lemma, HashSet<string> words)
    {
        // lemma pos synset_cnt p_cnt [ptr_symbol …] sense_cnt tagsense_cnt synset_offset …
        Fields line = new(index.AsSpan(LineOf(lemma)));
        line.Skip(2);
        int synsets = line.Number();
        line.Skip(line.Number() + 2);
        for (int i = 0; i < synsets; i++)
        {
            AddSynset(line.Number(), words);
        }
    }

    private void AddSynset(int offset, HashSet<string> words)
    {
        if ((uint)offset >= (uint)data.Length)
        {
            throw new InvalidDataException($"WordNet's index.{name} points to byte {offset} of data.{name}, which has {data.Length}: the files are not of one version.");
        }
        // synset_offset lex_filenum ss_type w_cnt(hexadecimal) word lex_id [word lex_id …]
        Fields line = new(data.AsSpan(offset));
        if (line.Number() != offset)
        {
            throw new InvalidDataException($"WordNet's data.{name} has no synset at byte {offset}, to which index.{name} points: the files are not of one version.");
        }
        line.Skip(2);
        int count = line.Number('x');
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> word = line.Next();
            int marker = word.IndexOf((byte)'('); // where an adjective may stand: (a), (p) or (ip)
            word = marker < 0 ? word : word[..marker];
            if (!word.Contains((byte)'_'))
            {
                words.Add(Encoding.ASCII.GetString(word));
            }
            line.Skip(1);
        }
    }

    private List<string> Shorten(List<string> forms)
    {
        List<string> shorter = [];
        foreach (string form in forms)
        {
            foreach ((string ending, string replacement) in rules)
            {
                if (form.EndsWith(ending, StringComparison.Ordinal))
                {
                    shorter.Add(string.Concat(form.AsSpan(0, form.Length - ending.Length), replacement));
                }
            }
        }
        return shorter;
    }

    private List<string> Known(IEnumerable<string> forms) => [.. forms.Distinct(StringComparer.Ordinal).Where(form => LineOf(form) >= 0)];

    // First byte of a lemma's line, by bisection; -1 where there is none.
    private int LineOf(string lemma)
    {
        if (lemma.Length is 0 or > 255)
        {
            return -1;
        }
        Span<byte> key = stackalloc byte[256];
        key = key[..Encoding.ASCII.GetBytes(lemma, key)];
        int low = 0, high = index.Length;
        while (low < high)
        {
            int middle = (low + high) / 2, start = index.AsSpan(0, middle).LastIndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> line = index.AsSpan(start);
            int order = line[..Math.Max(0, line.IndexOf((byte)' '))].SequenceCompareTo(key);
            if (order == 0)
            {
                return start;
            }
            int next = line.IndexOf((byte)'\n');
            (low, high) = order < 0 ? (next < 0 ? high : start + next + 1, high) : (low, start);
        }
        return -1;
    }

    private static string Existing(string folder, string file)
    {
        string path = Path.Combine(folder, file);
        return File.Exists(path) ? path : throw new FileNotFoundException(
            $"{folder} has no {file}; WordNet 3.0's database files were expected there. Install Debian's package wordnet-base, or let {WordNet.FolderVariable} name the folder that has them.", path);
    }

    // Fields between spaces.
    private ref struct Fields(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> rest = rest;

        public ReadOnlySpan<byte> Next()
        {
            rest = rest.TrimStart((byte)' ');
            int end = rest.IndexOfAny((byte)' ', (byte)'\n');
            ReadOnlySpan<byte> field = end < 0 ? rest : rest[..end];
            rest = rest[field.Length..];
            return field;
        }

        public void Skip(int fields)
        {
            for (int i = 0; i < fields; i++)
            {
                Next();
            }
        }

        public int Number(char format = 'd') => Utf8Parser.TryParse(Next(), out int number, out _, format)
            ? number
            : throw new InvalidDataException("A line of WordNet's files has a word where a number was expected: the files are not WordNet 3.0's.");
    }
}
