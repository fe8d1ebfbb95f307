using System.Globalization;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;
using VoxPilot.Driving;

namespace VoxPilot.Api.Adapters;

/// <summary>Reads requests that bring adapters: JSON that names a file, or multipart/form-data that holds one.</summary>
internal sealed class AdapterRequestReader(AdapterFolder folder, IOptions<LimitOptions> options)
{
    private const string Name = "name", Scale = "scale", FilePart = "file", Expected = "the parts 'name', 'file' and, if wanted, 'scale'";
    private const int TextBytes = 1024;

    /// <summary>Reads one.</summary>
    /// <exception cref="ProblemException">The request cannot be read, or names no file that can be used.</exception>
    public async Task<AdapterInput> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (RequestBody.IsMediaType(request.ContentType, MediaTypeNames.Multipart.FormData))
        {
            return await ReadMultipartAsync(request, cancellation);
        }
        if (!RequestBody.IsJson(request))
        {
            throw new ProblemException(
                ProblemTypes.UnsupportedMediaType,
                $"Send {MediaTypeNames.Application.Json} that names a file, or {MediaTypeNames.Multipart.FormData} with {Expected}; {RequestBody.Named(request.ContentType)} is not taken here.");
        }
        LoadAdapterRequest body = await RequestBody.ReadJsonAsync(request, VoxPilotJson.Readable.LoadAdapterRequest, options.Value.JsonBytes, whenEmpty: null, cancellation);
        string file = body.File ?? throw Missing(FilePart);
        double scale = body.Scale ?? AdapterSource.DefaultScale;
        AdapterSource source = new(body.Name ?? throw Missing(Name), folder.Find(file), AdapterOrigin.File, file, scale);
        return new(source, Fingerprint(source.Name, scale, file));
    }

    private async Task<AdapterInput> ReadMultipartAsync(HttpRequest request, CancellationToken cancellation)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        string? path = null, hash = null;
        try
        {
            await foreach ((string part, MultipartSection section) in MultipartParts.ReadAsync(request, options.Value.Parts, Expected, cancellation))
            {
                if (part is not (Name or Scale or FilePart))
                {
                    throw new ProblemException(ProblemTypes.InvalidInput, part, $"The part '{part}' is not known here; send {Expected}.");
                }
                if (part == FilePart ? path is not null : texts.ContainsKey(part))
                {
                    throw new ProblemException(ProblemTypes.DuplicatePart, part, $"The part '{part}' was sent twice; send it once.");
                }
                if (part != FilePart)
                {
                    texts.Add(part, Encoding.UTF8.GetString(await MultipartParts.BytesAsync(section, part, TextBytes, cancellation)));
                    continue;
                }
                await using FileStream target = folder.Create();
                path = target.Name;
                hash = await CopyAsync(section.Body, target, cancellation);
            }
            AdapterSource source = new(
                texts.TryGetValue(Name, out string? name) ? name : throw Missing(Name),
                path ?? throw Missing(FilePart),
                AdapterOrigin.Upload,
                File: null,
                texts.TryGetValue(Scale, out string? scale) ? Number(scale) : AdapterSource.DefaultScale);
            return new(source, Fingerprint(source.Name, source.Scale, hash!));
        }
        catch
        {
            if (path is not null)
            {
                File.Delete(path);
            }
            throw;
        }
    }

    private static async Task<string> CopyAsync(Stream part, FileStream target, CancellationToken cancellation)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            int read = await MultipartParts.WholeAsync(async () => await part.ReadAsync(buffer, cancellation));
            if (read == 0)
            {
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            }
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private static double Number(string text) => double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
        ? number
        : throw new ProblemException(ProblemTypes.InvalidInput, Scale, "The part 'scale' should hold a number.");

    private static string Fingerprint(string name, double scale, string file) => string.Create(CultureInfo.InvariantCulture, $"{name}\0{scale:R}\0{file}");

    private static ProblemException Missing(string field) => new(ProblemTypes.InvalidInput, field, $"'{field}' is missing; give the adapter a name and a file.");
}
