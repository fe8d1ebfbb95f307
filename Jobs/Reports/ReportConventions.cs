namespace VoxPilot.Jobs.Reports;

/// <summary>The conventions of reports in the order in which they are first used: each has a place in the legend that figures link to.</summary>
internal sealed class ReportConventions
{
    private readonly Dictionary<string, string> about;
    private readonly List<string> names;

    public ReportConventions(params Report[] reports)
    {
        about = reports.SelectMany(r => r.Conventions).DistinctBy(c => c.Key).ToDictionary();
        names = [.. reports.SelectMany(r => r.Sections).SelectMany(s => s.Measures).Select(m => m.Convention).Distinct()];
    }

    /// <summary>The name, with what it means on hovering, and a link to the legend.</summary>
    public Html Link(string convention) =>
        Html.Of($"""<a class="convention" href="#convention-{names.IndexOf(convention) + 1}" title="{about.GetValueOrDefault(convention, convention)}">{convention}</a>""");

    /// <summary>All of them with what they mean.</summary>
    public Html Legend() => Html.Of($"""
        <dl class="conventions">{Html.All(names.Select((name, i) => Html.Of($"""
        <div id="convention-{i + 1}"><dt>{name}</dt><dd>{about.GetValueOrDefault(name, "")}</dd></div>
        """)))}</dl>
        """);
}
