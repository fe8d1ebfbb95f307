namespace VoxPilot.Api.Options;

/// <summary>To whom is served; section <c>VoxPilot</c>.</summary>
internal sealed record ServerOptions
{
    /// <summary>Section of appsettings.json.</summary>
    public const string Section = "VoxPilot";

    /// <summary>Address when neither ASPNETCORE_URLS nor --urls names one.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Serve addresses that others can reach although there are no API keys. Off unless someone turns it on.</summary>
    public bool AllowUnauthenticated { get; init; }
}
