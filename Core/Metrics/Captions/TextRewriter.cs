using System.Buffers;

namespace VoxPilot.Core.Metrics.Captions;

/// <summary>A text that rules change one after another, in two buffers that are used again. A rule looks at the text as the rule before left it.</summary>
internal sealed class TextRewriter
{
    private char[] current = new char[1024], next = new char[1024];
    private int length, written;

    /// <summary>What a rule does at a place: cut characters, put others there, and pass over some that follow as they are.</summary>
    public readonly record struct Edit(int Cut, string? Put, int Keep = 0);

    /// <summary>A rule at one of its characters; the default leaves the text as it is.</summary>
    public delegate Edit Rule(ReadOnlySpan<char> text, int at);

    /// <summary>The text as it stands.</summary>
    public ReadOnlySpan<char> Text => current.AsSpan(0, length);

    /// <summary>Starts with a text.</summary>
    public void Set(ReadOnlySpan<char> text)
    {
        Write(text);
        Swap();
    }

    /// <summary>Puts a space before and behind the text.</summary>
    public void Enclose()
    {
        Write(" ");
        Write(Text);
        Write(" ");
        Swap();
    }

    /// <summary>Asks the rule at each of the given characters, from the left.</summary>
    public void Rewrite(ReadOnlySpan<char> characters, Rule rule)
    {
        ReadOnlySpan<char> text = Text;
        int copied = 0;
        for (int at = text.IndexOfAny(characters); at >= 0;)
        {
            Edit edit = rule(text, at);
            int go = at + 1;
            if (edit.Put is not null)
            {
                Write(text[copied..at]);
                Write(edit.Put);
                copied = at + edit.Cut;
                go = copied + edit.Keep;
            }
            int found = text[go..].IndexOfAny(characters);
            at = found < 0 ? -1 : go + found;
        }
        if (copied > 0 || written > 0)
        {
            Write(text[copied..]);
            Swap();
        }
    }

    /// <summary>Puts a space before and behind each of the characters.</summary>
    public void Pad(SearchValues<char> characters)
    {
        ReadOnlySpan<char> text = Text;
        int at = text.IndexOfAny(characters);
        if (at < 0)
        {
            return;
        }
        for (; at >= 0; at = text.IndexOfAny(characters))
        {
            Write(text[..at]);
            Write([' ', text[at], ' ']);
            text = text[(at + 1)..];
        }
        Write(text);
        Swap();
    }

    /// <summary>Puts a space before and behind each run of a character that is long enough.</summary>
    public void PadRuns(char character, int shortest)
    {
        ReadOnlySpan<char> text = Text;
        if (!text.Contains(character))
        {
            return;
        }
        for (int at = text.IndexOf(character); at >= 0; at = text.IndexOf(character))
        {
            int run = text[at..].IndexOfAnyExcept(character);
            run = run < 0 ? text.Length - at : run;
            Write(text[..at]);
            bool pads = run >= shortest;
            Write(pads ? " " : "");
            Write(text.Slice(at, run));
            Write(pads ? " " : "");
            text = text[(at + run)..];
        }
        Write(text);
        Swap();
    }

    /// <summary>Puts a space before and behind each pair of a character, from the left.</summary>
    public void PadPairs(string pair)
    {
        ReadOnlySpan<char> text = Text;
        int at = text.IndexOf(pair, StringComparison.Ordinal);
        if (at < 0)
        {
            return;
        }
        for (; at >= 0; at = text.IndexOf(pair, StringComparison.Ordinal))
        {
            Write(text[..at]);
            Write(" ");
            Write(pair);
            Write(" ");
            text = text[(at + pair.Length)..];
        }
        Write(text);
        Swap();
    }

    /// <summary>Takes a word apart, whatever its case, and puts spaces around both parts.</summary>
    /// <param name="head">First part; one that begins with an apostrophe must stand behind a space, any other one where a word begins.</param>
    /// <param name="tail">Second part, where a word ends.</param>
    /// <param name="beforeSpace">White space must follow.</param>
    public void SplitWord(string head, string tail, bool beforeSpace = false)
    {
        string both = head + tail;
        ReadOnlySpan<char> text = Text;
        int copied = 0;
        for (int from = 0, found; (found = text[from..].IndexOf(both, StringComparison.OrdinalIgnoreCase)) >= 0;)
        {
            int at = from + found, end = at + both.Length;
            bool begins = head[0] == '\'' ? at > 0 && text[at - 1] == ' ' : PythonWord.IsBoundary(text, at);
            bool ends = beforeSpace ? end < text.Length && PythonSpace.Is(text[end]) : PythonWord.IsBoundary(text, end);
            from = at + 1;
            if (begins && ends)
            {
                Write(text[copied..at]);
                Write(" ");
                Write(text.Slice(at, head.Length));
                Write(" ");
                Write(text.Slice(at + head.Length, tail.Length));
                Write(" ");
                from = copied = end;
            }
        }
        if (copied > 0)
        {
            Write(text[copied..]);
            Swap();
        }
    }

    private void Write(ReadOnlySpan<char> text)
    {
        if (next.Length < written + text.Length)
        {
            Array.Resize(ref next, Math.Max(2 * next.Length, written + text.Length));
        }
        text.CopyTo(next.AsSpan(written));
        written += text.Length;
    }

    private void Swap()
    {
        (current, next) = (next, current);
        (length, written) = (written, 0);
    }
}
