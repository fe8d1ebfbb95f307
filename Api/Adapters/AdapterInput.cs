using VoxPilot.Driving;

namespace VoxPilot.Api.Adapters;

/// <summary>A request that brings an adapter, as it was read. What was uploaded goes away with it: the language model has read it by then.</summary>
/// <param name="Source">The adapter.</param>
/// <param name="Fingerprint">Tells whether two requests are the same.</param>
internal sealed record AdapterInput(AdapterSource Source, string Fingerprint) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        if (Source.Origin == AdapterOrigin.Upload)
        {
            File.Delete(Source.Path);
        }
    }
}
