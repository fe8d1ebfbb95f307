using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

namespace VoxPilot.Llm.Native;

/// <summary>
/// Finds llama.cpp's shared libraries, loads them in order and refuses versions whose structures are laid out differently
/// from the ones declared here.
/// </summary>
internal static class LlamaLibrary
{
    public const string LlamaName = "voxpilot-llama";
    public const string GgmlName = "voxpilot-ggml";

    /// <summary>Names the folder of the shared libraries, where the one from npm is not wanted.</summary>
    public const string FolderVariable = "VOXPILOT_LLAMA";

    /// <summary>Folder beside a published program that holds the libraries.</summary>
    public const string PublishedFolder = "llama";

    private const string ExpectedVersion = "0.5.0";
    private const string BaseFile = "libggml-base.so";
    private const string GgmlFile = "libggml.v0.5.0.so";
    private const string LlamaFile = "libllama.v0.5.0.so";

    private static readonly Lock Gate = new();
    private static nint _ggml;
    private static nint _llama;
    private static string? _version;

    /// <summary>Loads the libraries once and returns llama.cpp's version.</summary>
    /// <exception cref="LanguageRuntimeException">They are missing, do not load, or are another version.</exception>
    public static string Load()
    {
        lock (Gate)
        {
            if (_version is not null)
            {
                return _version;
            }

            var folder = Locate();
            LoadFile(folder, BaseFile);
            _ggml = LoadFile(folder, GgmlFile);
            _llama = LoadFile(folder, LlamaFile);
            NativeLibrary.SetDllImportResolver(typeof(LlamaLibrary).Assembly, Resolve);
            LlamaLog.Install();
            var version = ReadVersion();
            Check(version, LlamaApi.llama_context_default_params(), LlamaApi.llama_model_default_params());
            LoadBackends(folder);
            LlamaApi.llama_backend_init();
            return _version = version;
        }
    }

    /// <summary>The folder of the shared libraries.</summary>
    public static string Locate()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
        {
            return File.Exists(Path.Combine(named, LlamaFile))
                ? named
                : throw new LanguageRuntimeException($"{FolderVariable} names {named}, but {LlamaFile} is not there. Name the folder of llama.cpp v{ExpectedVersion}'s libraries, or unset it.");
        }

        // A published folder carries the libraries beside the program.
        var published = Path.Combine(AppContext.BaseDirectory, PublishedFolder);
        if (File.Exists(Path.Combine(published, LlamaFile)))
        {
            return published;
        }

        var package = Path.Combine("node_modules", "@node-llama-cpp", "linux-x64", "bins", "linux-x64");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, package);
            if (File.Exists(Path.Combine(candidate, LlamaFile)))
            {
                return candidate;
            }
        }

        throw new LanguageRuntimeException($"llama.cpp v{ExpectedVersion} was not found in {published}, nor in {package} beside or above it. Run `npm ci` in the project's folder, or set {FolderVariable}.");
    }

    /// <summary>Throws where the version or the defaults are not those that the declared layouts belong to.</summary>
    internal static void Check(string version, in LlamaContextParams context, in LlamaModelParams model)
    {
        if (version != ExpectedVersion && !version.StartsWith(ExpectedVersion + "-", StringComparison.Ordinal))
        {
            throw new LanguageRuntimeException($"llama.cpp {ExpectedVersion} is expected, {version} was found. Install the version that package-lock.json pins.");
        }

        var faults = new StringBuilder();
        Expect(faults, "n_ctx", 512, context.Context);
        Expect(faults, "n_batch", 2048, context.Batch);
        Expect(faults, "n_ubatch", 512, context.MicroBatch);
        Expect(faults, "n_seq_max", 1, context.Sequences);
        Expect(faults, "n_threads", 4, context.Threads);
        Expect(faults, "type_k", 1, context.KeyType);
        Expect(faults, "kv_unified", 0, context.UnifiedCache);
        Expect(faults, "n_gpu_layers", -1, model.GpuLayers);
        Expect(faults, "split_mode", 1, model.SplitMode);
        Expect(faults, "use_extra_bufts", 1, model.UseExtraBuffers);
        if (faults.Length > 0)
        {
            throw new LanguageRuntimeException($"llama.cpp {version} has other defaults than v{ExpectedVersion}'s ({faults.ToString().Trim()}): its structures are laid out differently. Install the version that package-lock.json pins.");
        }
    }

    private static void Expect(StringBuilder faults, string name, long expected, long found)
    {
        if (expected != found)
        {
            faults.Append($" {name} {found} instead of {expected};");
        }
    }

    private static nint LoadFile(string folder, string file)
    {
        try
        {
            return NativeLibrary.Load(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new LanguageRuntimeException($"{file} in {folder} does not load: {e.Message}", e);
        }
    }

    private static unsafe string ReadVersion()
    {
        try
        {
            return Marshal.PtrToStringUTF8((nint)LlamaApi.llama_version()) ?? "";
        }
        catch (EntryPointNotFoundException e)
        {
            throw new LanguageRuntimeException($"llama.cpp {ExpectedVersion} is expected; the library found does not tell its version. Install the version that package-lock.json pins.", e);
        }
    }

    private static unsafe void LoadBackends(string folder)
    {
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + "\0"))
        {
            LlamaApi.ggml_backend_load_all_from_path(path);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? search) => name switch
    {
        LlamaName => _llama,
        GgmlName => _ggml,
        _ => 0,
    };
}
