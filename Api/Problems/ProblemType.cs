namespace VoxPilot.Api.Problems;

/// <summary>A kind of problem that the API answers with (RFC 9457): stable, and explained at its own address.</summary>
/// <param name="Slug">Last part of the <c>type</c> URI.</param>
/// <param name="Status">HTTP status code.</param>
/// <param name="Title">Short name of the kind, the same every time.</param>
/// <param name="Help">What causes it and what to do; shown at <see cref="Uri"/>.</param>
internal sealed record ProblemType(string Slug, int Status, string Title, string Help)
{
    /// <summary>The <c>type</c> of the problem document, relative to the server.</summary>
    public string Uri => "/problems/" + Slug;
}
