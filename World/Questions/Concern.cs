namespace VoxPilot.World.Questions;

/// <summary>A thing that matters to the driver.</summary>
/// <param name="Thing">The thing.</param>
/// <param name="Kind">Why it matters.</param>
/// <param name="Seconds">How soon.</param>
internal sealed record Concern(Thing Thing, ConcernKind Kind, double Seconds)
{
    /// <summary>Why it matters, to follow <c>because</c>; a pattern of equal meanings.</summary>
    public string Because => Kind switch
    {
        ConcernKind.Leader => "it <drives|moves> <ahead of us|in front of us> in our lane",
        ConcernKind.OnCrossing => Thing.Moves ? "people who cross <go first|have priority>" : "people on the road <go first|have priority>",
        ConcernKind.InTheWay => "it <stands|is> in our way",
        ConcernKind.Oncoming => "it comes towards us <in|on> our path",
        ConcernKind.PathsCross => "its path <may cross|could cross> ours",
        ConcernKind.GoesFirst => "it <goes first|has priority> at the junction",
        _ => "<this person|the person> is <close to|near> our path and could step <into it|in front of us>",
    };
}
