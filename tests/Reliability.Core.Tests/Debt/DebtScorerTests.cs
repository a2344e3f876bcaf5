using Reliability.Common;
using Reliability.Debt;

namespace Reliability.Core.Tests.Debt;

public sealed class DebtScorerTests
{
    /// <summary>All 36 pairs of the nine items.</summary>
    private static readonly (int First, int Second)[] Pairs =
        [.. from first in Enumerable.Range(0, 9) from second in Enumerable.Range(0, 9) where first < second select (first, second)];

    [Fact]
    public void New_items_have_the_order_of_the_rank_table_in_all_36_pairs()
    {
        Pairs.Should().HaveCount(36);
        Pairs.Should().OnlyContain(pair => Compare(DebtScorers.RankTable, pair.First, pair.Second) < 0);
    }

    [Fact]
    public void Each_band_has_three_of_the_nine_kinds_of_new_items()
    {
        SomeDebt.Ranks.Select(one => SomeDebt.Rank(SomeDebt.Item(one.Impact, one.Effort)).Score.Band).Should().Equal(
            DebtBand.Immediately, DebtBand.Immediately, DebtBand.Immediately,
            DebtBand.NextSprint, DebtBand.NextSprint, DebtBand.NextSprint,
            DebtBand.WhenPossible, DebtBand.WhenPossible, DebtBand.WhenPossible);
    }

    [Theory]
    [InlineData(-400, 4, "rank 4, 0 days old")]
    [InlineData(-1, 4, "rank 4, 0 days old")]
    [InlineData(0, 4, "rank 4, 0 days old")]
    [InlineData(1, 4, "rank 4, 1 day old")]
    [InlineData(29, 4, "rank 4, 29 days old")]
    [InlineData(30, 3, "rank 4, 30 days old: -1")]
    [InlineData(60, 2, "rank 4, 60 days old: -2")]
    [InlineData(90, 1, "rank 4, 90 days old: -3")]
    [InlineData(400, 1, "rank 4, 400 days old: -3")]
    public void Thirty_days_are_worth_a_rank_and_at_most_three(int ageDays, int value, string reason)
    {
        RankedDebt ranked = SomeDebt.Rank(SomeDebt.Item(Level.High, Level.High, ageDays));
        ranked.Score.Value.Should().Be(value);
        ranked.Score.Base.Should().Be(4);
        ranked.Score.Reasons.Should().Equal(reason);
        ranked.AgeDays.Should().Be(Math.Max(0, ageDays));
    }

    [Fact]
    public void Age_alone_promotes_by_one_band_and_no_low_impact_becomes_immediate()
    {
        SomeDebt.Ranks.Select(one => SomeDebt.Rank(SomeDebt.Item(one.Impact, one.Effort, 400)).Score.Band).Should().Equal(
            DebtBand.Immediately, DebtBand.Immediately, DebtBand.Immediately,
            DebtBand.Immediately, DebtBand.Immediately, DebtBand.Immediately,
            DebtBand.NextSprint, DebtBand.NextSprint, DebtBand.NextSprint);
    }

    [Fact]
    public void People_never_see_a_value_below_zero_and_the_order_knows_it()
    {
        RankedDebt old = SomeDebt.Rank(SomeDebt.Item(Level.High, Level.Low, 90));
        RankedDebt younger = SomeDebt.Rank(SomeDebt.Item(Level.High, Level.Low, 60));
        (old.Score.Value, old.Score.ShownValue, younger.Score.ShownValue).Should().Be((-2, 0, 0));
        DebtOrder.Instance.Compare(old, younger).Should().BeNegative();
    }

    [Fact]
    public void The_default_weights_keep_the_order_of_the_rank_table_and_its_bands()
    {
        IDebtScorer weights = DebtScorers.Weights();
        Pairs.Should().OnlyContain(pair => ValueOf(weights, pair.First) < ValueOf(weights, pair.Second));
        SomeDebt.Ranks.Select(one => SomeDebt.Rank(SomeDebt.Item(one.Impact, one.Effort), weights).Score.Band).Should().Equal(
            SomeDebt.Ranks.Select(one => SomeDebt.Rank(SomeDebt.Item(one.Impact, one.Effort)).Score.Band));
        weights.Version.Should().NotBe(DebtScorers.Weights(new DebtWeights { LowImpact = 9 }).Version, "another weight is another score");
    }

    [Fact]
    public void Wsjf_without_estimates_agrees_with_31_pairs_inverts_2_and_ties_3()
    {
        double[] values = [.. Enumerable.Range(0, 9).Select(i => ValueOf(DebtScorers.Wsjf, i)!.Value)];
        Pairs.Count(pair => values[pair.First] > values[pair.Second]).Should().Be(31);
        Pairs.Count(pair => values[pair.First] == values[pair.Second]).Should().Be(3);
        Pairs.Where(pair => values[pair.First] < values[pair.Second]).Should().Equal((1, 2), (5, 6));
        SomeDebt.Rank(SomeDebt.Item(Level.High, Level.Low), DebtScorers.Wsjf).Score.MissingInputs.Should().Equal(
            "business value", "time criticality", "risk reduction", "job size");
    }

    [Fact]
    public void Wsjf_divides_the_cost_of_delay_by_the_size()
    {
        DebtScore score = Score(
            DebtScorers.Wsjf, new DebtEstimates { BusinessValue = 5, TimeCriticality = 3, RiskReduction = 2, JobSize = 4 });
        (score.Value, score.Band, score.MissingInputs.Count).Should().Be((2.5, DebtBand.Immediately, 0));
        score.Reasons.Should().Equal("(value 5 + time criticality 3 + risk reduction 2) / size 4");
    }

    [Fact]
    public void Rice_multiplies_reach_impact_and_confidence_and_names_what_is_missing()
    {
        DebtScore score = Score(
            DebtScorers.Rice, new DebtEstimates { Reach = 1000, ConfidenceShare = 0.8, PrincipalPersonDays = 4 });
        (score.Value, score.Band).Should().Be((400, DebtBand.Unknown));
        DebtScore none = Score(DebtScorers.Rice, new DebtEstimates { Reach = 1000 });
        none.Value.Should().BeNull();
        none.MissingInputs.Should().Equal("confidence", "principal");
    }

    [Fact]
    public void Interest_pays_off_after_principal_by_annual_interest_and_never_without_interest()
    {
        DebtScore soon = Score(DebtScorers.Interest, new DebtEstimates { PrincipalPersonDays = 5, AnnualInterestPersonDays = 10 });
        (soon.Value, soon.Band).Should().Be((0.5, DebtBand.Immediately));
        soon.Reasons.Should().Equal("5 person-days / 10 person-days a year: pays off after 0.5 years");
        DebtScore never = Score(DebtScorers.Interest, new DebtEstimates { PrincipalPersonDays = 5, AnnualInterestPersonDays = 0 });
        (never.Value, never.Band).Should().Be((null, DebtBand.WhenPossible));
        never.Reasons.Should().Equal("costs nothing, so removing it never pays off");
        DebtScore missing = Score(DebtScorers.Interest, null);
        (missing.Value, missing.Band).Should().Be((null, DebtBand.Unknown));
        missing.MissingInputs.Should().Equal("principal", "annual interest");
    }

    [Fact]
    public void Measured_interest_is_what_linked_incidents_burnt()
    {
        DebtItem item = SomeDebt.Item(Level.Low, Level.High) with { Incidents = ["i1", "i2", "i3"] };
        var context = new DebtScoringContext
        {
            Now = SomeDebt.Now,
            IncidentCosts = new Dictionary<string, BudgetCost>
            {
                ["i1"] = new() { Id = "i1", BudgetShare = 0.5 },
                ["i2"] = new() { Id = "i2", BudgetShare = 0.75 },
            },
        };
        DebtScore score = DebtScorers.MeasuredInterest.Score(item, context);
        (score.Value, score.Band).Should().Be((1.25, DebtBand.Immediately));
        score.Reasons.Should().Equal("2 linked incidents burnt 1.25 budgets in 365 days");
        score.MissingInputs.Should().Equal("cost of incident i3");
        DebtScore none = DebtScorers.MeasuredInterest.Score(SomeDebt.Item(Level.High, Level.Low), context);
        none.Value.Should().BeNull();
        none.MissingInputs.Should().Equal("linked incidents");
    }

    [Theory]
    [InlineData(DebtScorerKind.RankTable, "rank-table")]
    [InlineData(DebtScorerKind.Weights, "weights")]
    [InlineData(DebtScorerKind.Wsjf, "wsjf")]
    [InlineData(DebtScorerKind.Rice, "rice")]
    [InlineData(DebtScorerKind.Interest, "interest")]
    [InlineData(DebtScorerKind.MeasuredInterest, "measured-interest")]
    public void Configuration_names_every_scorer(DebtScorerKind kind, string name) =>
        DebtScorers.Of(kind).Name.Should().Be(name);

    [Fact]
    public void A_kind_that_nobody_stated_is_no_scorer() =>
        FluentActions.Invoking(() => DebtScorers.Of(DebtScorerKind.Unknown)).Should().Throw<ArgumentOutOfRangeException>();

    private static DebtScore Score(IDebtScorer scorer, DebtEstimates? estimates) =>
        scorer.Score(SomeDebt.Item(SomeDebt.Index with { Estimates = estimates }), SomeDebt.Context);

    private static double? ValueOf(IDebtScorer scorer, int rank) =>
        scorer.Score(SomeDebt.Item(SomeDebt.Ranks[rank].Impact, SomeDebt.Ranks[rank].Effort), SomeDebt.Context).Value;

    private static int Compare(IDebtScorer scorer, int first, int second) => DebtOrder.Instance.Compare(
        SomeDebt.Rank(SomeDebt.Item(SomeDebt.Ranks[first].Impact, SomeDebt.Ranks[first].Effort, id: "z"), scorer),
        SomeDebt.Rank(SomeDebt.Item(SomeDebt.Ranks[second].Impact, SomeDebt.Ranks[second].Effort, id: "a"), scorer));
}
