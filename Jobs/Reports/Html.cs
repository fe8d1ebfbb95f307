namespace VoxPilot.Jobs.Reports;

/// <summary>A piece of HTML. It is made from interpolated text alone, and whatever stands in a hole is escaped, unless it is HTML itself.</summary>
/// <param name="Text">The markup.</param>
internal readonly record struct Html(string Text)
{
    /// <summary>Nothing.</summary>
    public static Html None { get; } = new("");

    /// <summary>Markup with its holes filled.</summary>
    public static Html Of(HtmlHandler markup) => new(markup.Text);

    /// <summary>Pieces one after the other.</summary>
    public static Html All(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p.Text)));

    /// <summary>Pieces one after the other, something between each two.</summary>
    public static Html Join(Html between, IEnumerable<Html> pieces) => new(string.Join(between.Text, pieces.Select(p => p.Text)));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
