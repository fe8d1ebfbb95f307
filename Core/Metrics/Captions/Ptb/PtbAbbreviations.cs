using System.Collections.Frozen;

namespace VoxPilot.Core.Metrics;

/// <summary>Abbreviations and acronyms: which words keep their full stop, and before what.</summary>
internal static class PtbAbbreviations
{
    // Kept with the full stop; a star: only with a capital, as the word is common in small letters.
    private const string Closing = "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thurs Fri "
        + "Ala Ariz Az* Ark* Calif Colo Conn Ct Dak Del* Fla Ga Ill* Ind Kan Kans Ky La* Mass* Md Mich Minn Miss* Mo Mont Neb Nev Okla Ore* Pa* Penn Tenn Tex* Va Vt Wash* Wis Wisc Wyo "
        + "Inc Co Cos Corp Pty Pte Ptys Ptes Ppty Ppte Pptys Pptes Ltd Plc Rt Bancorp Bhd Assn Univ Intl Sys tel est ext sq Jr Sr Bros Blvd Rd Esq etc al seq Bldg";

    // Kept with the full stop, and known without it before a space.
    private const string Titles = "Mr Mrs Ms Miss* Dr Drs Prof Profs Sen Sens Rep Reps Atty Attys Lt Col Gen Messrs Gov Govs Adm Rev Maj Sgt Cpl Pvt Capt St Ste Ave Pres Lieut Hon Brig "
        + "Cmdr Comdr Pfc Spc Supt Supts Det Mt Ft Adj Adv Asst Assoc Ens Insp Mlle Mme Msgr Sfc Invt Elec Natl Mfg Mtg Dept vs Alex Wm Jos Cie cf TREAS Ph";

    // Kept with the full stop before a number.
    private const string BeforeNumbers = "ca fig figs prop no nos art bldg pp op";

    // Begin a sentence after an acronym; always with a capital.
    private const string Openers = "About According Additionally After An A As At But Earlier He Her Here However If In It Last Many More Mr Ms Now Once One Other Our "
        + "She Since So Some Such That The Their Then There These They This We When While What Yet You";

    private static readonly FrozenDictionary<string, bool> ClosingWords = Table(Closing), TitleWords = Table(Titles), NumberWords = Table(BeforeNumbers), OpenerWords = Table(Openers);
    private static readonly string[] Neighbours = ["Canada-", "Sino-", "Korean-", "EU-", "Japan-", "non-"];

    /// <summary>Offers all abbreviations and acronyms that begin here.</summary>
    public static void Offer(ReadOnlySpan<char> text, int at, ref PtbMatch match)
    {
        int end = at;
        while (PtbCharacters.IsLatin(PtbCharacters.At(text, end)))
        {
            end++;
        }
        ReadOnlySpan<char> word = text[at..end];
        bool title = Has(TitleWords, word), space = PtbCharacters.IsSpace(PtbCharacters.At(text, end));
        if (PtbCharacters.At(text, end) == '.')
        {
            OfferWithStop(text, at, word, title, ref match);
        }
        else if (title && space)
        {
            match.Offer(PtbRule.BareAbbreviation, word.Length, ahead: 1);
        }
        if (PtbCharacters.At(text, end) == '.' && PtbCharacters.At(text, end + 2) == '.' && word is "Ed" or "ED" or "ed" or "Ph" or "PH" or "ph" && PtbCharacters.At(text, end + 1) is 'D' or 'd')
        {
            OfferClosing(text, end + 3 - at, at, ref match);
        }
        OfferAcronyms(text, at, ref match);
    }

    /// <summary>Whether a word may be an abbreviation before its full stop.</summary>
    public static bool IsKnown(ReadOnlySpan<char> word) => Has(ClosingWords, word) || Has(TitleWords, word) || Has(NumberWords, word);

    /// <summary>Length of letters with a full stop behind each, two or more: U.S.; 0 if there are none.</summary>
    public static int DottedLetters(ReadOnlySpan<char> text, int at)
    {
        int letters = 0;
        while (PtbCharacters.IsLatin(PtbCharacters.At(text, at + 2 * letters)) && PtbCharacters.At(text, at + 2 * letters + 1) == '.')
        {
            letters++;
        }
        return letters >= 2 ? 2 * letters : 0;
    }

    private static void OfferWithStop(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> word, bool title, ref PtbMatch match)
    {
        int length = word.Length + 1, after = at + length;
        if (Has(ClosingWords, word))
        {
            OfferClosing(text, length, at, ref match);
        }
        if (title)
        {
            match.Offer(PtbRule.Abbreviation, length);
        }
        int space = PtbCharacters.IsSpaceOrLineEnd(PtbCharacters.At(text, after)) ? 1 : 0;
        if (char.IsDigit(PtbCharacters.At(text, after + space)) && Has(NumberWords, word))
        {
            match.Offer(PtbRule.AbbreviationBefore, length, ahead: space + 1);
        }
        if (PtbCharacters.IsSpace(PtbCharacters.At(text, after)) && (PtbCharacters.Starts(text, after + 1, "ltd") || PtbCharacters.Starts(text, after + 1, "lim"))
            && (word.Equals("co", StringComparison.OrdinalIgnoreCase) || word.Equals("pty", StringComparison.OrdinalIgnoreCase) || word.Equals("pte", StringComparison.OrdinalIgnoreCase)))
        {
            match.Offer(PtbRule.AbbreviationBefore, length, ahead: 4);
        }
    }

    // At the very end the full stop ends the sentence too, and is read twice.
    private static void OfferClosing(ReadOnlySpan<char> text, int length, int at, ref PtbMatch match)
    {
        if (at + length + 2 <= text.Length)
        {
            match.Offer(PtbRule.Abbreviation, length, ahead: 2);
        }
        else
        {
            match.OfferAndReadLastAgain(PtbRule.Abbreviation, length);
        }
    }

    private static void OfferAcronyms(ReadOnlySpan<char> text, int at, ref PtbMatch match)
    {
        if (PtbCharacters.IsLatin(PtbCharacters.At(text, at)) && PtbCharacters.At(text, at + 1) == '.' && SentenceBegins(text, at + 2) is > 0 and var opener)
        {
            match.Offer(PtbRule.LetterBeforeSentence, 1, ahead: opener - at - 1);
        }
        OfferAcronym(text, at, at, ref match);
        foreach (string neighbour in Neighbours)
        {
            if (PtbCharacters.Starts(text, at, neighbour) && PtbCharacters.Starts(text, at + neighbour.Length, "U.S"))
            {
                OfferEnd(text, at, at + neighbour.Length + 3, ref match);
            }
        }
        if (PtbCharacters.Starts(text, at, "U.S.-U."))
        {
            foreach (string country in (ReadOnlySpan<string>)["U.K", "U.S.S.R"])
            {
                if (PtbCharacters.Starts(text, at + 5, country))
                {
                    OfferEnd(text, at, at + 5 + country.Length, ref match);
                }
            }
        }
    }

    // Letters with full stops between them.
    private static void OfferAcronym(ReadOnlySpan<char> text, int at, int from, ref PtbMatch match)
    {
        for (int i = from; PtbCharacters.IsLatin(PtbCharacters.At(text, i)); i += 2)
        {
            OfferEnd(text, at, i + 1, ref match);
            if (PtbCharacters.At(text, i + 1) != '.')
            {
                break;
            }
        }
    }

    private static void OfferEnd(ReadOnlySpan<char> text, int at, int end, ref PtbMatch match)
    {
        if (PtbCharacters.At(text, end) == '.')
        {
            match.Offer(PtbRule.Abbreviation, end + 1 - at);
        }
        else if (PtbCharacters.IsSpaceOrLineEnd(PtbCharacters.At(text, end)))
        {
            match.Offer(PtbRule.BareAbbreviation, end - at, ahead: 1);
        }
    }

    // End of spaces, a word that begins sentences and a space; 0 if there is none.
    private static int SentenceBegins(ReadOnlySpan<char> text, int at)
    {
        int i = at;
        while (PtbCharacters.IsSpaceOrLineEnd(PtbCharacters.At(text, i)))
        {
            i++;
        }
        if (i == at)
        {
            return 0;
        }
        int end = i;
        if (PtbCharacters.At(text, i) == '<')
        {
            end += PtbMarks.Tag(text, i);
        }
        else
        {
            while (PtbCharacters.IsLatin(PtbCharacters.At(text, end)))
            {
                end++;
            }
            ReadOnlySpan<char> word = text[i..end];
            if (word.IsEmpty || !char.IsAsciiLetterUpper(word[0]) || !Has(OpenerWords, word))
            {
                return 0;
            }
            if (word.Length == 2 && word[1] is 'r' or 'R' || word.Length == 2 && word[0] == 'M' && word[1] is 's' or 'S')
            {
                if (PtbCharacters.At(text, end++) != '.')
                {
                    return 0;
                }
            }
        }
        return end > i && PtbCharacters.IsSpaceOrLineEnd(PtbCharacters.At(text, end)) ? end + 1 : 0;
    }

    private static FrozenDictionary<string, bool> Table(string words) => words.Split(' ').ToFrozenDictionary(word => word.TrimEnd('*'), word => word.EndsWith('*'), StringComparer.OrdinalIgnoreCase);

    private static bool Has(FrozenDictionary<string, bool> table, ReadOnlySpan<char> word) => !word.IsEmpty
        && table.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out bool capital) && (!capital || char.IsAsciiLetterUpper(word[0]));
}
