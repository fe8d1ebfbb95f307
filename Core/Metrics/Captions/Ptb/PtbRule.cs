namespace VoxPilot.Core.Metrics;

/// <summary>
/// What a stretch of text can be to the tokenizer. Where two stretches (with what they look ahead at) are equally long, the one that
/// stands first here is taken.
/// </summary>
internal enum PtbRule
{
    /// <summary>C++, C#, F#.</summary>
    Language,

    /// <summary>Two words written as one: can|not, gon|na, 't|was. The first is shown, the second comes next.</summary>
    Assimilation,

    /// <summary>&lt;turn left&gt;, &lt;/p&gt;.</summary>
    Tag,

    /// <summary>A long dash.</summary>
    Dash,

    /// <summary>An ampersand's entity.</summary>
    Ampersand,

    /// <summary>Another entity, kept.</summary>
    Entity,

    /// <summary>The car of "car's".</summary>
    WordBeforeClitic,

    /// <summary>The is of "isn't".</summary>
    WordBeforeNot,

    /// <summary>Letters, then letters and digits, also across a full stop without a space.</summary>
    Word,

    /// <summary>A word that contains an apostrophe by itself: o'clock, 'em, c'mon.</summary>
    ApostropheWord,

    /// <summary>The y' of y'all.</summary>
    YouAll,

    /// <summary>A web address.</summary>
    Url,

    /// <summary>A mail address.</summary>
    Email,

    /// <summary>@name, #topic.</summary>
    Mention,

    /// <summary>'s, 're, n't where no letter follows.</summary>
    Clitic,

    /// <summary>Digits with signs, points, commas and colons.</summary>
    Number,

    /// <summary>Digits above or below the line.</summary>
    ScriptNumber,

    /// <summary>1/2, 3 1/2.</summary>
    Fraction,

    /// <summary>½ and its like.</summary>
    FractionSign,

    /// <summary>A few words of the treebank's own.</summary>
    Special,

    /// <summary>km/h, and/or.</summary>
    Slashed,

    /// <summary>$, US$, #.</summary>
    Dollar,

    /// <summary>Another currency's sign.</summary>
    Currency,

    /// <summary>A letter with a full stop before a word that begins a sentence: the full stop is no part of it.</summary>
    LetterBeforeSentence,

    /// <summary>No., fig., p. before digits; Co. before Ltd.</summary>
    AbbreviationBefore,

    /// <summary>An abbreviation with its full stop.</summary>
    Abbreviation,

    /// <summary>An abbreviation or an acronym without its last full stop, before a space.</summary>
    BareAbbreviation,

    /// <summary>'90 before a space.</summary>
    Decade,

    /// <summary>image.jpg.</summary>
    FileName,

    /// <summary>A word with a full stop before a comma, a colon or a semicolon.</summary>
    WordWithStop,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>A double quote before a letter, a digit or a dollar.</summary>
    OpeningDoubleQuote,

    /// <summary>Any other double quote.</summary>
    DoubleQuote,

    /// <summary>&lt; or its entity.</summary>
    Less,

    /// <summary>&gt; or its entity.</summary>
    Greater,

    /// <summary>:) and its like.</summary>
    Smiley,

    /// <summary>A bracket, written -lrb- and so on.</summary>
    Bracket,

    /// <summary>Hyphens that join nothing.</summary>
    Hyphens,

    /// <summary>Three dots or more.</summary>
    Ellipsis,

    /// <summary>Punctuation and symbols that stand for themselves.</summary>
    Mark,

    /// <summary>20-meter, 5.5-m.</summary>
    Hyphenated,

    /// <summary>Letters and digits in any order, joined by hyphens and low lines.</summary>
    Thing,

    /// <summary>AT&amp;T.</summary>
    Joined,

    /// <summary>A single quote that opens.</summary>
    OpeningQuote,

    /// <summary>'s, 're, n't before a letter or at the end of all texts.</summary>
    LateClitic,

    /// <summary>Quotes.</summary>
    Quote,

    /// <summary>Spaces, invisible characters and what no rule knows: no token.</summary>
    Nothing,
}
