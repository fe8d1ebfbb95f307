using System.Security.Cryptography;
using System.Text;

using VoxPilot.World.Generation;

namespace VoxPilot.World.Tests.Generation;

/// <summary>The same seed gives the same bytes whatever vectors the processor has: a child process makes the same world without some of them.</summary>
public sealed class VectorWidthTests
{
    private const string Request = "VOXPILOT_TEST_WORLD_HASH";

    private static readonly Lazy<string> Hash = new(HashOfAWorld);

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public async Task A_data_set_has_the_same_bytes_at_any_vector_width(string switchedOff) =>
        Assert.Equal(Hash.Value, await ChildTest.RunAsync(typeof(VectorWidthTests), nameof(A_data_set_that_is_made_again_has_the_same_bytes), Request, switchedOff));

    [Fact]
    public void A_data_set_that_is_made_again_has_the_same_bytes()
    {
        if (Environment.GetEnvironmentVariable(Request) is { } file) // in the child process of the test above
        {
            File.WriteAllText(file, Hash.Value);
        }
        else
        {
            Assert.Equal(Hash.Value, HashOfAWorld());
        }
    }

    private static string HashOfAWorld()
    {
        string folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            WorldGenerator.Generate(new() { Seed = 12, Scenes = 1, Seconds = 0.5, Width = 96, Height = 54, Folder = folder }, _ => { }, CancellationToken.None);
            using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach ((string name, byte[] bytes) in GeneratedWorld.Files(folder).OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(name));
                hash.AppendData(bytes);
            }
            return Convert.ToHexString(hash.GetHashAndReset());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
