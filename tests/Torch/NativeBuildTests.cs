using System.Diagnostics;
using VoxPilot.Testing;

namespace VoxPilot.Torch.Tests;

/// <summary>What the build of the native part says where something is missing: one sentence that names what to install.</summary>
public sealed class NativeBuildTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("voxpilot-libtorch-").FullName;

    [Fact]
    public void A_missing_compiler_is_one_sentence()
    {
        (int exit, string said) = Build(("CXX", "no-such-compiler"));
        Assert.NotEqual(0, exit);
        Assert.Equal("error : no C++ compiler 'no-such-compiler' was found: install one (Debian: apt install g++) or name one in CXX", said);
    }

    [Fact]
    public void A_folder_without_libtorch_is_one_sentence()
    {
        (int exit, string said) = Build(("LIBTORCH", folder));
        Assert.NotEqual(0, exit);
        Assert.Equal($"error : LIBTORCH is '{folder}', which holds no include/ATen/ATen.h: point it at an unpacked libtorch folder", said);
    }

    [Fact]
    public void Too_old_a_libtorch_is_one_sentence()
    {
        Directory.CreateDirectory(Path.Combine(folder, "include", "ATen"));
        Directory.CreateDirectory(Path.Combine(folder, "include", "torch"));
        File.WriteAllText(Path.Combine(folder, "include", "ATen", "ATen.h"), "");
        File.WriteAllText(Path.Combine(folder, "include", "torch", "version.h"), "#define TORCH_VERSION_MAJOR 1\n#define TORCH_VERSION_MINOR 12\n");
        (int exit, string said) = Build(("LIBTORCH", folder));
        Assert.NotEqual(0, exit);
        Assert.Equal(
            $"error : libtorch in '{folder}/include' is 1.12; install 1.13 or newer (Debian 12: apt install libtorch-dev), or name another in LIBTORCH", said);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private (int Exit, string Said) Build(params (string Name, string Value)[] environment)
    {
        string script = Path.Combine(RepositoryRoot.Folder, "Torch", "native", "build.sh");
        ProcessStartInfo start = new("bash", [script, Path.Combine(folder, "out.so")]) { RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }
        using Process process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
