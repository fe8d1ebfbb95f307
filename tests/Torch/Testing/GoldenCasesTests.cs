using VoxPilot.Testing;

namespace VoxPilot.Torch.Tests.Testing;

public sealed class GoldenCasesTests
{
    [Fact]
    public void A_family_without_cases_gives_one_row_that_is_skipped_with_its_reason()
    {
        TheoryDataRow<GoldenCase> row = Assert.Single(GoldenCases.Folders("no_such_family"));
        Assert.Contains("VOXPILOT_GOLDEN", row.Skip, StringComparison.Ordinal);
    }

    [Fact]
    public void The_root_holds_the_solution() => Assert.True(File.Exists(RepositoryRoot.At("VoxPilot.slnx")));
}
