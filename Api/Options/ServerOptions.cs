using System.ComponentModel.DataAnnotations;

namespace VoxPilot.Api.Options;

/// <summary>What is served and to whom; section <c>VoxPilot</c>.</summary>
internal sealed record ServerOptions
{
    /// <summary>Section of appsettings.json.</summary>
    public const string Section = "VoxPilot";

    /// <summary>Default of <see cref="Model"/>.</summary>
    public const string DefaultModel = "nano";

    /// <summary>Address when neither ASPNETCORE_URLS nor --urls names one.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Name of the pack that is loaded: a folder in <c>models/</c> of the data root or of the project.</summary>
    [Required, RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    public string Model { get; init; } = DefaultModel;

    /// <summary>Serve addresses that others can reach although there are no API keys. Off unless someone turns it on.</summary>
    public bool AllowUnauthenticated { get; init; }
}
