using VoxPilot.Core.Metrics;

namespace VoxPilot.Core.Tests.Metrics.Questions;

public sealed class ExistenceClaimsTests
{
    [Fact]
    public void A_yes_to_what_is_not_there_is_a_false_claim_and_a_no_to_what_is_a_miss()
    {
        ExistenceClaims claims = new();
        claims.Add(0, "no", "yes");
        claims.Add(0, "no", "No.");
        claims.Add(1, "no", "Yes, there is one.");
        claims.Add(1, "no", "perhaps");
        claims.Add(1, "yes", "no");
        claims.Add(1, "yes", "yes");
        Assert.Equal((50, 50), (claims.FalseClaims.Value([1, 1]), claims.Missed.Value([1, 1])));
        Assert.Equal((4, 2), (claims.FalseClaims.Count, claims.Missed.Count));
        Assert.Equal(50, claims.FalseClaims.Value([2, 0]));
        Assert.Equal(0, claims.Invented.Count);
    }

    [Fact]
    public void A_position_at_which_nothing_stands_is_invented_unless_the_question_named_it()
    {
        ExistenceClaims claims = new();
        claims.AddText(0, "What is near (+1.0, 0.0)?", "Near (+1.0, 0.0) a car at (+10.0, -2.0) and a bus at (+30.0, +9.0), velocity: (+40.0, 0.0). [PT, (+1.00, +2.00)]", [(10.5, -1), (33, 8)]);
        Assert.Equal((2, 0), (claims.Invented.Count, claims.Invented.Value([1])));
        claims.AddText(0, "And?", "a cone at (+5.0, +5.0)", [(5, 8)]);
        Assert.Equal(100.0 / 3, claims.Invented.Value([1]), 1e-9);
    }

    [Fact]
    public void Positions_are_read_as_they_are_spelled() => Assert.Equal(
        [(7.1, -1.9), (0, 12.3), (-4.5, 0)], ExistenceClaims.Positions("at (+7.1, -1.9), (0.0, +12.3); (-4.5, 0.0) (1, 2) (+7.12, 3.0) velocity: (+1.0, 2.0)"));
}
