using Reliability.Common;
using Reliability.Incidents;
using Reliability.Releases;
using static Reliability.Core.Tests.Incidents.Metrics.SomeHistory;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class ImprovementComparisonTests
{
    private static readonly TimeRange First = new(From, From.AddDays(40));
    private static readonly TimeRange Second = new(From.AddDays(40), From.AddDays(80));

    [Fact]
    public void Overlapping_intervals_give_no_verdict_although_every_incident_became_shorter()
    {
        MetricComparison restore = Compare(Twelve, Twelve.Select(one => one * 9 / 10));
        (restore.Verdict, restore.Reason).Should().Be((ImprovementVerdict.NoVerdict, "The intervals overlap."));
    }

    [Fact]
    public void Intervals_that_have_no_value_in_common_give_a_verdict()
    {
        MetricComparison better = Compare([100, 110, 120, 130, 140, 150], [10, 11, 12, 13, 14, 99]);
        (better.Verdict, better.Reason).Should().Be((ImprovementVerdict.Better, "The interval is below the earlier one."));
        MetricComparison worse = Compare([10, 11, 12, 13, 14, 99], [100, 110, 120, 130, 140, 150]);
        (worse.Verdict, worse.Reason).Should().Be((ImprovementVerdict.Worse, "The interval is above the earlier one."));
        Compare([10, 11, 12, 13, 14, 100], [100, 110, 120, 130, 140, 150]).Verdict.Should().Be(
            ImprovementVerdict.NoVerdict, "100 is in both");
    }

    [Fact]
    public void Too_few_values_give_no_verdict_and_the_reason_says_so()
    {
        Compare([1, 2, 3, 4, 5], [100, 200, 300, 400, 500, 600]).Reason.Should().Be(
            "The earlier period has 5 values, and an interval needs 6.");
        Compare([1, 2, 3, 4, 5, 6], []).Reason.Should().Be("The later period has no value.");
    }

    [Fact]
    public void More_deployments_and_fewer_incidents_are_better()
    {
        Incident[] incidents = Lasting(Enumerable.Repeat(5, 30));
        Deployment[] deployments =
            [Deployment("before", -10, -5), .. Enumerable.Range(41, 30).Select(i => Deployment($"d{i}", i * 1440, (i * 1440) + 5))];
        ImprovementInput input = Input(incidents, deployments);
        var comparison = ImprovementComparison.Of(
            ImprovementMetrics.Of(input with { Range = First }), ImprovementMetrics.Of(input with { Range = Second }));

        comparison.Metrics.Select(one => one.Name).Should().Equal(comparison.Later.Metrics.Select(one => one.Name));
        comparison.Metrics.Where(one => one.Verdict == ImprovementVerdict.Better).Select(one => one.Name).Should()
            .Equal("frequency-per-30-days", "deployment-frequency");
        comparison.Metrics.Should().NotContain(one => one.Verdict == ImprovementVerdict.Worse || one.Verdict == ImprovementVerdict.Unknown);
    }

    [Fact]
    public void Periods_that_overlap_or_are_of_other_services_are_not_compared()
    {
        ImprovementReport first = ImprovementMetrics.Of(Input([]) with { Range = First });
        ImprovementReport overlapping = ImprovementMetrics.Of(Input([]) with { Range = new TimeRange(From.AddDays(39), To) });
        FluentActions.Invoking(() => ImprovementComparison.Of(first, overlapping)).Should().Throw<ArgumentException>()
            .WithMessage("The later period starts at 2026-02-09 00:00:00Z. It must start at 2026-02-10 00:00:00Z*");
        ImprovementReport other = ImprovementMetrics.Of(Input([]) with { Range = Second, Services = [] });
        FluentActions.Invoking(() => ImprovementComparison.Of(first, other)).Should().Throw<ArgumentException>();
    }

    private static MetricComparison Compare(IEnumerable<int> earlier, IEnumerable<int> later)
    {
        ImprovementInput input = Input([.. Lasting(earlier), .. Lasting(later, 41).Select(one => one with { Id = $"later-{one.Id}" })]);
        var comparison = ImprovementComparison.Of(
            ImprovementMetrics.Of(input with { Range = First }), ImprovementMetrics.Of(input with { Range = Second }));
        return comparison.Metrics.Single(one => one.Name == "time-to-restore");
    }
}
