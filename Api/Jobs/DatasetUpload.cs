using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using VoxPilot.Api.Contracts;
using VoxPilot.Api.Options;
using VoxPilot.Api.Problems;
using VoxPilot.Api.Requests;

namespace VoxPilot.Api.Jobs;

/// <summary>Takes data sets as archives: zip, tar or tar.gz. Entries stay inside the data set's folder, links are refused, and sizes are limited.</summary>
internal sealed class DatasetUpload(DatasetShelf shelf, JobFolders folders, IOptions<UploadOptions> options)
{
    private const string Name = "name", FilePart = "file", Expected = "the parts 'name' and 'file', in this order";
    private const int NameBytes = 256, Block = 1 << 17;

    /// <summary>Reads one.</summary>
    /// <exception cref="ProblemException">The request or the archive cannot be used; nothing is left of it.</exception>
    public async Task<DatasetBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        string? name = null;
        string work = Path.Combine(folders.Datasets, $".upload-{Guid.NewGuid():N}");
        Directory.CreateDirectory(work);
        try
        {
            await foreach ((string part, MultipartSection section) in MultipartParts.ReadAsync(request, 2, Expected, cancellation))
            {
                if (part == Name && name is null)
                {
                    name = DatasetShelf.Name(Encoding.UTF8.GetString(await MultipartParts.BytesAsync(section, part, NameBytes, cancellation)));
                    await shelf.RequireFreeAsync(name, cancellation);
                }
                else if (part == FilePart && name is not null)
                {
                    return await TakeAsync(section, name, work, cancellation);
                }
                else
                {
                    throw new ProblemException(ProblemTypes.InvalidInput, part, $"The part '{part}' is not expected here; send {Expected}.");
                }
            }
            throw new ProblemException(ProblemTypes.InvalidInput, FilePart, $"The archive is missing; send {Expected}.");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<DatasetBody> TakeAsync(MultipartSection section, string name, string work, CancellationToken cancellation)
    {
        string archive = Path.Combine(work, "archive"), inside = Path.Combine(work, "files");
        await using (FileStream file = File.Create(archive))
        {
            await CopyAsync(section.Body, file, options.Value.ArchiveBytes, "The archive", cancellation);
        }
        Directory.CreateDirectory(inside);
        try
        {
            await UnpackAsync(archive, inside, cancellation);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new ProblemException(ProblemTypes.InvalidInput, FilePart, $"The archive cannot be read ({fault.Message.TrimEnd('.')}); send a whole zip, tar or tar.gz.");
        }
        string[] entries = Directory.GetFileSystemEntries(inside);
        string top = entries is [string only] && Directory.Exists(only) ? only : inside; // archives often hold one folder
        string target = Path.Combine(folders.Datasets, name);
        if (Path.Exists(target))
        {
            throw new ProblemException(ProblemTypes.DatasetExists, Name, $"There is a folder datasets/{name} already; take another name, or register that folder.");
        }
        Directory.Move(top, target);
        try
        {
            return await shelf.AddUploadAsync(name, target, cancellation);
        }
        catch
        {
            Directory.Delete(target, recursive: true);
            throw;
        }
    }

    private async Task UnpackAsync(string archive, string folder, CancellationToken cancellation)
    {
        Allowance left = new(options.Value.Bytes, options.Value.Files);
        await using FileStream file = File.OpenRead(archive);
        byte[] head = new byte[4];
        int read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        if (read == 4 && head.AsSpan().SequenceEqual("PK\u0003\u0004"u8))
        {
            await using ZipArchive zip = new(file, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => !entry.FullName.EndsWith('/')))
            {
                if ((entry.ExternalAttributes >> 16 & 0xF000) == 0xA000)
                {
                    throw Refused($"{entry.FullName} is a link");
                }
                await using Stream content = await entry.OpenAsync(cancellation);
                await WriteAsync(content, entry.FullName, folder, left, cancellation);
            }
            return;
        }
        Stream plain = head is [0x1F, 0x8B, ..] ? new GZipStream(file, CompressionMode.Decompress) : file;
        await using (plain)
        {
            await using TarReader tar = new(plain);
            while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                switch (entry.EntryType)
                {
                    case TarEntryType.RegularFile or TarEntryType.V7RegularFile:
                        await WriteAsync(entry.DataStream ?? Stream.Null, entry.Name, folder, left, cancellation);
                        break;
                    case TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes or TarEntryType.ExtendedAttributes:
                        break;
                    default:
                        throw Refused($"{entry.Name} is neither a file nor a folder");
                }
            }
        }
    }

    private static async Task WriteAsync(Stream content, string name, string folder, Allowance left, CancellationToken cancellation)
    {
        string full = Path.GetFullPath(Path.Combine(folder, name));
        if (!FolderBounds.Hold(folder, full) || name.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused($"{name} leads out of the archive");
        }
        if (--left.Files < 0)
        {
            throw Refused("it holds more files than VoxPilot:Jobs:Uploads:Files allows");
        }
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        await using FileStream file = new(full, FileMode.CreateNew);
        left.Bytes -= await CopyAsync(content, file, left.Bytes, "The content of the archive", cancellation);
    }

    private static async Task<long> CopyAsync(Stream from, FileStream to, long limit, string what, CancellationToken cancellation)
    {
        byte[] buffer = new byte[Block];
        long all = 0;
        while (await MultipartParts.WholeAsync(async () => await from.ReadAsync(buffer, cancellation)) is > 0 and int read)
        {
            all += read;
            if (all > limit)
            {
                throw new ProblemException(ProblemTypes.BodyTooLarge, $"{what} is larger than VoxPilot:Jobs:Uploads allows; register a folder that lies on the server instead.");
            }
            await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        return all;
    }

    private static ProblemException Refused(string why) => new(ProblemTypes.InvalidInput, FilePart, $"The archive cannot be taken: {why}.");

    private sealed class Allowance(long bytes, int files)
    {
        public long Bytes { get; set; } = bytes;

        public int Files { get; set; } = files;
    }
}
