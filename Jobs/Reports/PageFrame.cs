namespace VoxPilot.Jobs.Reports;

/// <summary>What all pages of reports share: one file that loads nothing and runs nothing.</summary>
internal static class PageFrame
{
    // The policy makes the browser itself refuse what the page must not do.
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    /// <summary>A whole page.</summary>
    /// <param name="title">Title of the window.</param>
    /// <param name="head">What stands above.</param>
    /// <param name="links">Links within the page: id and text.</param>
    /// <param name="main">Sections.</param>
    /// <param name="style">Style of what other pages do not have.</param>
    public static string Of(string title, Html head, IEnumerable<(string Id, string Text)> links, Html main, string style = "") => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="color-scheme" content="light dark">
        <title>{title}</title>
        <link rel="icon" href="data:,">
        <style>
        {new Html(PageStyle.Css)}
        {new Html(style)}
        </style>
        </head>
        <body>
        <header class="top"><div class="width">
        {head}
        </div></header>
        <nav aria-label="Sections"><div class="width">{Html.All(links.Select(l => Html.Of($"""<a href="#{l.Id}">{l.Text}</a>""")))}</div></nav>
        <main class="width">
        {main}
        </main>
        </body>
        </html>

        """).Text;

    /// <summary>A section with its heading.</summary>
    public static Html Section(string id, string title, Html content) => Html.Of($"""
        <section id="{id}">
        <h2>{title}</h2>
        {content}
        </section>

        """);

    /// <summary>A label with a value that must not be overlooked.</summary>
    public static Html Badge(string name, string value, bool unusual) =>
        Html.Of($"""<span class="{(unusual ? "badge warn" : "badge")}">{(unusual ? "⚠ " : "")}{name}: <b>{value}</b></span>""");

    /// <summary>A sentence that must not be overlooked.</summary>
    public static Html Alarm(string mark, string text) => Html.Of($"""<p class="alarm" role="alert" data-testid="{mark}"><span aria-hidden="true">⚠</span> <strong>{text}</strong></p>""");

    /// <summary>Signs with what they mean.</summary>
    public static Html Signs(IEnumerable<(string Sign, string Meaning)> signs) =>
        Html.Of($"""<dl class="signs">{Html.All(signs.Select(s => Html.Of($"<div><dt>{s.Sign}</dt><dd>{s.Meaning}</dd></div>")))}</dl>""");

    /// <summary>A figure with its unit, and its interval beneath in small type.</summary>
    public static Html Figure(ReportValue? value, ReportNumbers numbers) => value switch
    {
        null => Html.Of($"""<span class="none" title="no such figure">{ReportSigns.None}</span>"""),
        { Value: null } => Html.Of($"""<span class="none">undefined</span>"""),
        { Value: double at } => Html.Of($"""<span class="figure">{numbers.Text(at)}</span>{Unit(numbers.Unit)}{Interval(value, numbers)}"""),
    };

    /// <summary>Whether it was trained.</summary>
    public static Html Trained(ReportSubject subject) => subject.Trained switch
    {
        true => Html.Of($"""<span class="badge good">✓ trained</span>"""),
        false => Html.Of($"""<span class="badge bad">⚠ not trained</span>"""),
        null => Html.None,
    };

    /// <summary>When it was made, and of what, in short.</summary>
    public static IEnumerable<Html> Facts(Report report)
    {
        yield return Html.Of($"{report.CreatedAt.ToUniversalTime().ToString("yyyy-MM-dd HH:mm")} UTC");
        if (report.Subject.Hash is string hash)
        {
            yield return Html.Of($"""pack <code title="{hash}">{ReportWords.Short(hash)}</code>""");
        }
        yield return Html.Of($"""data <code title="{report.Data.Fingerprint}">{ReportWords.Short(report.Data.Fingerprint)}</code>""");
        yield return Html.Of($"{ReportWords.Some(report.Bootstrap.Replicates, "draw")} of the bootstrap, seed {report.Bootstrap.Seed.ToString()}");
    }

    /// <summary>A difference with its sign, and its interval beneath in small type.</summary>
    public static Html Difference(ReportValue value, ReportNumbers numbers) => value.Value is not double at
        ? Html.Of($"""<span class="none">undefined</span>""")
        : Html.Of($"""<span class="figure">{numbers.Signed(at)}</span>{Unit(numbers.Unit)}{(value is { Low: double low, High: double high } ? Html.Of($"""<small class="interval">{numbers.Signed(low)} … {numbers.Signed(high)}</small>""") : Html.None)}""");

    /// <summary>The heading of a cell's column, for narrow screens, where tables have no heading.</summary>
    public static Html Label(Html title) => Html.Of($"""<span class="label">{title}</span>""");

    /// <summary>A unit in small type.</summary>
    public static Html Unit(string unit) => unit.Length == 0 ? Html.None : Html.Of($"""<span class="unit"> {unit}</span>""");

    private static Html Interval(ReportValue value, ReportNumbers numbers) => value is { Low: double low, High: double high }
        ? Html.Of($"""<small class="interval">{numbers.Text(low)} … {numbers.Text(high)}</small>""")
        : Html.None;
}
