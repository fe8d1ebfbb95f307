namespace VoxPilot.Core.Metrics;

/// <summary>Finds what stands at a position of a text: the longest stretch that any rule takes, with what the rule looks ahead at.</summary>
internal static class PtbScanner
{
    /// <summary>What stands at a position.</summary>
    /// <param name="text">All lines.</param>
    /// <param name="at">The position; before the end.</param>
    /// <returns>The best stretch, one character or more.</returns>
    public static PtbMatch Longest(ReadOnlySpan<char> text, int at)
    {
        PtbMatch match = default;
        char c = text[at];
        if (c == ' ')
        {
            match.Offer(PtbRule.Nothing, Spaces(text, at));
            return match;
        }
        int plain = PlainWord(text, at);
        if (plain > 0)
        {
            match.Offer(PtbRule.Word, plain);
            return match;
        }
        OfferWords(text, at, c, ref match);
        OfferNumbers(text, at, c, ref match);
        if (!char.IsAsciiLetterOrDigit(c))
        {
            OfferMarks(text, at, c, ref match);
        }
        match.Offer(PtbRule.Smiley, PtbMarks.Face(text, at));
        match.Offer(PtbRule.Nothing, Math.Max(1, Spaces(text, at))); // also what no rule knows
        return match;
    }

    private static int Spaces(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (PtbCharacters.IsSpace(PtbCharacters.At(text, end)))
        {
            end++;
        }
        return end - at;
    }

    // Most words by far: Latin letters before a space, or before a comma or a full stop and a space. No rule but that of words takes more
    // there, unless the word is one that contains two, an abbreviation or a single letter.
    private static int PlainWord(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (char.IsAsciiLetter(PtbCharacters.At(text, end)))
        {
            end++;
        }
        if (end - at < 2)
        {
            return 0;
        }
        char next = PtbCharacters.At(text, end), after = PtbCharacters.At(text, end + 1);
        bool isPlain = next is ' ' or '\n' || next is ',' or '.' && after is ' ' or '\n' && (next == ',' || !PtbAbbreviations.IsKnown(text[at..end]));
        return isPlain && PtbWords.Assimilation(text, at).Whole != end - at ? end - at : 0;
    }

    private static void OfferWords(ReadOnlySpan<char> text, int at, char c, ref PtbMatch match)
    {
        if (c is 'c' or 'C' or 'f' or 'F')
        {
            match.Offer(PtbRule.Language, PtbCharacters.Starts(text, at, "c++") ? 3 : PtbCharacters.At(text, at + 1) == '#' ? 2 : 0);
        }
        int word = PtbWords.Word(text, at);
        if (word > 0)
        {
            int clitic = PtbWords.Clitic(text, at + word);
            match.Offer(PtbRule.WordBeforeClitic, clitic > 0 ? word : 0, ahead: clitic);
            match.Offer(PtbRule.Word, word);
            bool stops = PtbCharacters.At(text, at + word) == '.' && PtbCharacters.IsSeparator(PtbCharacters.At(text, at + word + 1));
            match.Offer(PtbRule.WordWithStop, stops ? word + 1 : 0, ahead: 1);
        }
        int before = PtbWords.BeforeNot(text, at);
        match.Offer(PtbRule.WordBeforeNot, before, ahead: before > 0 ? PtbWords.Not(text, at + before) : 0);
        if (c is 'c' or 'C' or 'g' or 'G' or 'l' or 'L' or 'w' or 'W' or '\'')
        {
            (int whole, int first) = PtbWords.Assimilation(text, at);
            match.Offer(PtbRule.Assimilation, first, ahead: whole - first);
        }
        match.Offer(PtbRule.ApostropheWord, PtbWords.WithApostrophe(text, at));
        OfferClitics(text, at, c, ref match);
        match.Offer(PtbRule.Url, PtbAddresses.Url(text, at));
        match.Offer(PtbRule.Email, PtbAddresses.Email(text, at));
        if (char.IsAsciiLetter(c) || c == '-')
        {
            match.Offer(PtbRule.Special, PtbWords.Special(text, at));
        }
        OfferCompounds(text, at, c, ref match);
    }

    private static void OfferClitics(ReadOnlySpan<char> text, int at, char c, ref PtbMatch match)
    {
        if (c is 'y' or 'Y' && PtbCharacters.Apostrophe(text, at + 1) is > 0 and var apostrophe && char.IsLetter(PtbCharacters.At(text, at + 1 + apostrophe)))
        {
            match.Offer(PtbRule.YouAll, 1 + apostrophe, ahead: 1);
        }
        int clitic = Math.Max(PtbWords.Clitic(text, at), PtbWords.Not(text, at));
        if (clitic > 0)
        {
            bool ends = at + clitic < text.Length && !char.IsAsciiLetter(text[at + clitic]);
            match.Offer(ends ? PtbRule.Clitic : PtbRule.LateClitic, clitic, ahead: ends ? 1 : 0);
        }
    }

    private static void OfferCompounds(ReadOnlySpan<char> text, int at, char c, ref PtbMatch match)
    {
        if (!PtbCharacters.IsLetterOrDigit(c) && PtbCharacters.Letter(text, at) == 0)
        {
            return;
        }
        match.Offer(PtbRule.FileName, PtbAddresses.FileName(text, at), ahead: 1);
        match.Offer(PtbRule.Slashed, PtbWords.Slashed(text, at));
        OfferWithStop(PtbRule.Hyphenated, PtbWords.Hyphenated(text, at), text, at, ref match);
        OfferWithStop(PtbRule.Thing, PtbWords.Thing(text, at), text, at, ref match);
        if (char.IsAsciiLetter(c))
        {
            OfferWithStop(PtbRule.Joined, PtbWords.Joined(text, at), text, at, ref match);
            PtbAbbreviations.Offer(text, at, ref match);
        }
    }

    private static void OfferWithStop(PtbRule rule, int length, ReadOnlySpan<char> text, int at, ref PtbMatch match)
    {
        match.Offer(rule, length);
        if (length > 0 && PtbCharacters.At(text, at + length) == '.' && PtbCharacters.IsSeparator(PtbCharacters.At(text, at + length + 1)))
        {
            match.Offer(rule, length + 1, ahead: 1);
        }
    }

    private static void OfferNumbers(ReadOnlySpan<char> text, int at, char c, ref PtbMatch match)
    {
        int capitals = at;
        while (char.IsAsciiLetterUpper(PtbCharacters.At(text, capitals)))
        {
            capitals++;
        }
        match.Offer(PtbRule.Dollar, PtbCharacters.At(text, capitals) == '$' ? capitals + 1 - at : c == '#' ? 1 : 0);
        if (char.IsAsciiLetter(c))
        {
            return;
        }
        match.Offer(PtbRule.Number, PtbNumbers.Number(text, at));
        match.Offer(PtbRule.Number, PtbNumbers.Date(text, at));
        match.Offer(PtbRule.ScriptNumber, PtbNumbers.Script(text, at));
        match.Offer(PtbRule.Fraction, PtbNumbers.Fraction(text, at));
        match.Offer(PtbRule.FractionSign, c is '\u00BC' or '\u00BD' or '\u00BE' or (>= '\u2153' and <= '\u215E') ? 1 : 0);
        match.Offer(PtbRule.Phone, PtbNumbers.Phone(text, at));
        match.Offer(PtbRule.Currency, "¢£¤¥\u0080₠€\u060B฿₤￠￡￥￦".Contains(c) ? 1 : 0);
    }

    private static void OfferMarks(ReadOnlySpan<char> text, int at, char c, ref PtbMatch match)
    {
        switch (c)
        {
            case '<':
                match.Offer(PtbRule.Tag, PtbMarks.Tag(text, at));
                match.Offer(PtbRule.Less, 1);
                break;
            case '>':
                match.Offer(PtbRule.Greater, 1);
                break;
            case '&':
                PtbMarks.OfferEntity(text, at, ref match);
                break;
            case '"':
                PtbMarks.OfferDoubleQuote(text, at, 1, ref match);
                break;
            case '(' or ')' or '[' or ']' or '{' or '}':
                match.Offer(PtbRule.Bracket, 1);
                break;
            case '-':
                match.Offer(PtbRule.Hyphens, PtbMarks.Run(text, at, '-'));
                break;
            case '\u0096' or '\u0097' or '\u2013' or '\u2014' or '\u2015':
                match.Offer(PtbRule.Dash, 1);
                break;
            case '.':
                match.Offer(PtbRule.Ellipsis, PtbMarks.Ellipsis(text, at));
                break;
            case '\u0085' or '\u2026':
                match.Offer(PtbRule.Ellipsis, 1);
                break;
            case '@' or '#':
                match.Offer(PtbRule.Mention, PtbAddresses.Mention(text, at));
                break;
        }
        match.Offer(PtbRule.Mark, c is '@' or '#' or '_' or '*' ? PtbMarks.Run(text, at, c) : PtbMarks.IsMark(c) ? 1 : 0);
        OfferRarerMarks(text, at, c, ref match);
    }

    private static void OfferRarerMarks(ReadOnlySpan<char> text, int at, char c, ref PtbMatch match)
    {
        int run = 0;
        for (int i = at; PtbCharacters.At(text, i) is '?' or '!'; i++)
        {
            run++;
        }
        match.Offer(PtbRule.Mark, run);
        match.Offer(PtbRule.Mark, c is '<' or '>' && PtbCharacters.At(text, at + 1) == c ? 2 : 0);
        for (run = 0; run < 6 && PtbCharacters.At(text, at + run) == '\\' && PtbCharacters.At(text, at + run + 1) == '*'; run += 2)
        {
        }
        match.Offer(PtbRule.Mark, run);
        match.Offer(PtbRule.Smiley, PtbMarks.Smiley(text, at), ahead: 1);
        int quotes = PtbMarks.Quotes(text, at), apostrophe = PtbCharacters.Apostrophe(text, at);
        match.Offer(PtbRule.Quote, quotes);
        if (c == '\'' && char.IsAsciiLetter(PtbCharacters.At(text, at + 1)) && PtbCharacters.At(text, at + 2) is not (' ' or '\t' or '\n' or '\u00A0' or PtbCharacters.End))
        {
            match.Offer(PtbRule.OpeningQuote, 1, ahead: 2);
        }
        bool decade = apostrophe > 0 && char.IsAsciiDigit(PtbCharacters.At(text, at + apostrophe)) && char.IsAsciiDigit(PtbCharacters.At(text, at + apostrophe + 1));
        match.Offer(PtbRule.Decade, decade && PtbCharacters.IsSpaceOrLineEnd(PtbCharacters.At(text, at + apostrophe + 2)) ? apostrophe + 2 : 0, ahead: 1);
    }
}
