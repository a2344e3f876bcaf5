using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class SeriesBucketTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, 0, "count")]
    [InlineData(-1, -1, "count")]
    [InlineData(1, -1, "good")]
    [InlineData(1, 2, "good")]
    public void A_bucket_has_neither_negative_counts_nor_more_good_events_than_events(long count, long good, string parameter) =>
        FluentActions.Invoking(() => new SeriesBucket(Noon, count, good))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithParameterName(parameter);

    [Fact]
    public void A_budget_and_a_rule_over_more_events_than_can_be_counted_stay_at_the_limit()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99m) with
        {
            Window = SloWindow.Rolling(TimeSpan.FromHours(1)),
            Alerts = [new PercentBelowRule(99, TimeSpan.FromMinutes(10))],
        };
        SeriesBucket[] full = [.. Enumerable.Range(0, 3).Select(i => new SeriesBucket(Noon.AddMinutes(i), long.MaxValue, long.MaxValue))];

        ErrorBudget.Evaluate(slo, full, Noon.AddMinutes(3)).Should().BeEquivalentTo(new { Total = long.MaxValue, Bad = 0m, Sli = 1m });
        AlertRules.Evaluate(slo, full, Noon.AddMinutes(3))[0]
            .Should()
            .BeEquivalentTo(new { Value = 100m, Condition = AlertCondition.NotMet });
    }

    [Fact]
    public void A_replay_counts_anew_once_a_full_count_has_left_the_window()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99m) with { Alerts = [new PercentBelowRule(99, TimeSpan.FromMinutes(10))] };
        var timeline = new AlertTimeline(slo);
        for (int i = 0; i < 20; i++)
        {
            // Two full minutes, and then a minute of 100 events of which half fail.
            timeline.Add(i < 2 ? new SeriesBucket(Noon.AddMinutes(i), long.MaxValue, long.MaxValue) : new(Noon.AddMinutes(i), 100, 50));
        }

        AlertEpisode episode = timeline.Complete(Noon.AddMinutes(20)).Should().ContainSingle().Subject;

        episode.FiredAt.Should().Be(Noon.AddMinutes(12), "the second full minute leaves the window then");
        episode.Explanation.Should().StartWith("50% over 10m (500 bad of 1000)");
    }
}
