using System.Text.RegularExpressions;

using VoxPilot.Testing;

namespace VoxPilot.World.Tests.Numerics;

/// <summary>Holds docs/decisions/010: what the world computes is the same to the bit on every machine.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void Nothing_in_the_world_calls_functions_whose_last_bit_depends_on_the_machine()
    {
        string[] sources = Directory.GetFiles(RepositoryRoot.At("World"), "*.cs", SearchOption.AllDirectories);
        Assert.True(sources.Length > 100);
        Assert.All(sources, file =>
        {
            MatchCollection found = Forbidden().Matches(File.ReadAllText(file));
            Assert.True(found.Count == 0, $"{Path.GetFileName(file)}: {string.Join(", ", found.Select(match => match.Value))}; take World/Numerics/Elementary, EgoVehicle.Turned or a seeded RandomStream.");
        });
    }

    [Theory]
    [InlineData("double y = Math.Sin(x);", true)]
    [InlineData("float y = MathF.Pow(x, 2);", true)]
    [InlineData("Rotation r = Rotation.FromYaw(1);", true)]
    [InlineData("Random random = new Random();", true)]
    [InlineData("float d = Vector3.Dot(a, b);", true)]
    [InlineData("double y = Elementary.Sin(Math.Sqrt(x));", false)]
    public void The_rule_finds_what_it_should(string line, bool forbidden) => Assert.Equal(forbidden, Forbidden().IsMatch(line));

    [GeneratedRegex(@"\bMathF?\.(Sin|Cos|Tan|SinCos|Asin|Acos|Atan|Atan2|Sinh|Cosh|Tanh|Exp|Log|Log2|Log10|Pow|Cbrt)\(|\bRotation\.FromYaw\(|\bPose\.Planar\(|\bnew Random\(|\bRandom\.Shared|\bVector[234]\.(Dot|Distance|Length|Normalize|Reflect|Cross)\(|\bVector(128|256|512)\.(Sum|Dot|MultiplyAddEstimate)\(|\bDateTime\.(Utc)?Now")]
    private static partial Regex Forbidden();
}
