namespace VoxPilot.Llm.Grammar;

/// <summary>
/// The formats of texts, as patterns. Each matches texts of the format only, though not all of them: no leap seconds,
/// host names of up to four labels, addresses of mail without quotation marks.
/// </summary>
internal static class TextFormats
{
    // RFC 3339, with the calendar: 28 days in every month, 29 and 30 but in February, 31 in seven months, 29 February in leap years.
    private const string Date =
        "(?:[0-9]{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
        + "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";

    private const string Hour = "(?:[01][0-9]|2[0-3])";
    private const string Time = Hour + @":[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,9})?(?:Z|[+-]" + Hour + ":[0-5][0-9])";

    // RFC 3339, appendix A: units follow each other without a gap.
    private const string N = "[0-9]{1,9}";
    private const string OfTime = "T(?:" + N + "H(?:" + N + "M(?:" + N + "S)?)?|" + N + "M(?:" + N + "S)?|" + N + "S)";
    private const string OfDays = N + "D";
    private const string Duration = "P(?:" + N + "W|" + OfTime + "|(?:" + OfDays + "|" + N + "M(?:" + OfDays + ")?|" + N + "Y(?:" + N + "M(?:" + OfDays + ")?)?)(?:" + OfTime + ")?)";

    // RFC 1123: at most 63 characters in a label and 253 in all.
    private const string Label = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,60}[A-Za-z0-9])?";
    private const string HostName = Label + @"(?:\." + Label + "){0,3}";
    private const string Mail = "[A-Za-z0-9_+-]{1,30}(?:[.][A-Za-z0-9_+-]{1,30})?@" + Label + @"(?:\." + Label + "){1,2}";

    private const string Byte = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private const string Group = "[0-9A-Fa-f]{1,4}";

    // RFC 4291: eight groups, or fewer with one run of zeros left out.
    private const string Address6 =
        "(?:(?:" + Group + ":){7}" + Group + "|(?:" + Group + ":){6}:" + Group + "|(?:" + Group + ":){5}(?::" + Group + "){1,2}"
        + "|(?:" + Group + ":){4}(?::" + Group + "){1,3}|(?:" + Group + ":){3}(?::" + Group + "){1,4}|(?:" + Group + ":){2}(?::" + Group + "){1,5}"
        + "|" + Group + ":(?::" + Group + "){1,6}|:(?::" + Group + "){1,7}|(?:" + Group + ":){1,7}:|::)";

    /// <summary>Patterns by the names of JSON Schema.</summary>
    public static IReadOnlyDictionary<string, string> Patterns { get; } = new Dictionary<string, string>
    {
        ["date-time"] = $"^{Date}T{Time}$",
        ["date"] = $"^{Date}$",
        ["time"] = $"^{Time}$",
        ["duration"] = $"^{Duration}$",
        ["email"] = $"^{Mail}$",
        ["hostname"] = $"^{HostName}$",
        ["ipv4"] = $@"^{Byte}(?:\.{Byte}){{3}}$",
        ["ipv6"] = $"^{Address6}$",
        ["uuid"] = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
    };
}
