using System.Buffers;

namespace VoxPilot.Core.Metrics;

/// <summary>Addresses and names of the web, and of files. Each method gives a length from a position on; 0 if there is none.</summary>
internal static class PtbAddresses
{
    private const string Blanks = " \t\n\f\r\"<>|";

    private static readonly SearchValues<char> NotInUrl = SearchValues.Create(Blanks + "(){}"), NotInPath = SearchValues.Create(Blanks + "()"),
        NotLast = SearchValues.Create(Blanks + ".!?(){},-"), NotInSite = SearchValues.Create(Blanks + ".!?(){},"),
        // comma to low line is a range upstream: digits and capitals are among them
        NotInDomain = SearchValues.Create(Blanks + "`'!?(){}$,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_"),
        NotInUser = SearchValues.Create(Blanks + "()\u00A0{}"), NotInHost = SearchValues.Create(Blanks + "(){}.\u00A0");

    private static readonly string[] Domains = ["com", "net", "org", "edu"];
    private static readonly string[] Extensions = ["bat", "bmp", "c", "class", "cgi", "cpp", "dll", "doc", "docx", "exe", "gif", "gz", "h", "htm", "html", "jar", "java", "jpeg", "jpg",
        "mov", "mp3", "pdf", "php", "pl", "png", "ppt", "ps", "py", "sql", "tar", "txt", "wav", "x", "xml", "zip"];

    /// <summary>http://…, www.…, or small letters that end in .com, .net, .org or .edu.</summary>
    public static int Url(ReadOnlySpan<char> text, int at)
    {
        char c = PtbCharacters.At(text, at);
        int length = 0;
        if (c is 'h' or 'H')
        {
            int scheme = PtbCharacters.Starts(text, at, "http://") ? 7 : PtbCharacters.Starts(text, at, "https://") ? 8 : 0;
            length = scheme > 0 ? Tail(text, at + scheme, NotInUrl) - at : 0;
        }
        if (c is 'w' or 'W' && PtbCharacters.Starts(text, at, "www."))
        {
            length = Math.Max(length, Site(text, at, at + 4, NotInSite, anyDomain: true));
        }
        return Math.Max(length, Site(text, at, at, NotInDomain, anyDomain: false));
    }

    /// <summary>A mail address, also in angle brackets.</summary>
    public static int Email(ReadOnlySpan<char> text, int at)
    {
        int from = at + (PtbCharacters.At(text, at) == '<' ? 1 : PtbCharacters.Starts(text, at, "&lt;") ? 4 : 0);
        int end = PtbCharacters.IsLatinOrDigit(PtbCharacters.At(text, from)) ? Address(text, from) : 0;
        if (end == 0)
        {
            end = PtbCharacters.IsLatinOrDigit(PtbCharacters.At(text, at)) ? Address(text, at) : 0;
        }
        return end == 0 ? 0 : end + (PtbCharacters.At(text, end) == '>' ? 1 : 0) - at;
    }

    /// <summary>@name or #topic.</summary>
    public static int Mention(ReadOnlySpan<char> text, int at)
    {
        int i = at + 1;
        if (PtbCharacters.At(text, at) == '#')
        {
            for (int letter = PtbCharacters.Letter(text, i); letter > 0; letter = PtbCharacters.Letter(text, i))
            {
                i += letter;
            }
            return i > at + 1 ? i - at : 0;
        }
        if (PtbCharacters.At(text, at) != '@' || !PtbCharacters.IsLatin(PtbCharacters.At(text, i)) && PtbCharacters.At(text, i) != '_')
        {
            return 0;
        }
        while (PtbCharacters.IsLatinOrDigit(PtbCharacters.At(text, i)) || PtbCharacters.At(text, i) == '_')
        {
            i++;
        }
        return i - at;
    }

    /// <summary>A file with a common extension, before a space or punctuation.</summary>
    public static int FileName(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        for (int i = at; ; i++)
        {
            int from = i;
            for (int letter = 0; (letter = PtbCharacters.Letter(text, i)) > 0 || char.IsDigit(PtbCharacters.At(text, i)); i += Math.Max(1, letter))
            {
            }
            if (i == from)
            {
                return end - at;
            }
            char next = PtbCharacters.At(text, i);
            if (from > at && (PtbCharacters.IsSpaceOrLineEnd(next) || next is '.' or '?' or '!' or ',') && IsExtension(text[from..i]))
            {
                end = i;
            }
            if (next != '.')
            {
                return end - at;
            }
        }
    }

    private static bool IsExtension(ReadOnlySpan<char> word)
    {
        foreach (string extension in Extensions)
        {
            if (word.Equals(extension, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    // Names that end in points, from i on, then the domain, then perhaps a path.
    private static int Site(ReadOnlySpan<char> text, int at, int i, SearchValues<char> not, bool anyDomain)
    {
        int end = at;
        while (i < text.Length)
        {
            int name = text[i..].IndexOfAny(not);
            if (name <= 0 || text[i + name] != '.')
            {
                break;
            }
            i += name + 1;
            int domain = anyDomain ? LatinLetters(text, i) : Domain(text, i);
            if (domain > 0)
            {
                int path = PtbCharacters.At(text, i + domain) == '/' ? Tail(text, i + domain + 1, NotInPath) : 0;
                end = Math.Max(end, Math.Max(path, i + domain));
            }
        }
        return end - at;
    }

    private static int LatinLetters(ReadOnlySpan<char> text, int i)
    {
        int letters = 0;
        while (letters < 4 && PtbCharacters.IsLatin(PtbCharacters.At(text, i + letters)))
        {
            letters++;
        }
        return letters >= 2 ? letters : 0;
    }

    private static int Domain(ReadOnlySpan<char> text, int i)
    {
        foreach (string domain in Domains)
        {
            if (PtbCharacters.Starts(text, i, domain))
            {
                return domain.Length;
            }
        }
        return 0;
    }

    // End of a run whose last character is no punctuation, with one character or more before that; 0 if there is none.
    private static int Tail(ReadOnlySpan<char> text, int from, SearchValues<char> not)
    {
        int run = text[from..].IndexOfAny(not);
        run = run < 0 ? text.Length - from : run;
        int last = text.Slice(from, run).LastIndexOfAnyExcept(NotLast);
        return last >= 1 ? from + last + 1 : 0;
    }

    private static int Address(ReadOnlySpan<char> text, int from)
    {
        int run = text[from..].IndexOfAny(NotInUser);
        run = run < 0 ? text.Length - from : run;
        int end = 0;
        for (int i = 1; i < run; i++)
        {
            int sign = text.Slice(from + i, run - i).IndexOf('@');
            if (sign < 0)
            {
                break;
            }
            i += sign;
            end = Math.Max(end, Host(text, from + i + 1));
        }
        return end;
    }

    private static int Host(ReadOnlySpan<char> text, int i)
    {
        int end = 0;
        while (i < text.Length)
        {
            int name = text[i..].IndexOfAny(NotInHost);
            name = name < 0 ? text.Length - i : name;
            if (name == 0)
            {
                break;
            }
            end = i + name;
            if (PtbCharacters.At(text, end) != '.')
            {
                break;
            }
            i = end + 1;
        }
        return end;
    }
}
