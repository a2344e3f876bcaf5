using Reliability.Common;
using Reliability.Trends;

namespace Reliability.Core.Tests.Trends;

public sealed class ShiftGroupTests
{
    [Fact]
    public void The_metric_whose_shift_is_over_before_the_others_begin_changed_first()
    {
        ShiftGroup group = ShiftGroup.Find(
            [Stepping("db.latency", 40), Stepping("checkout.errors", 42), Stepping("search", 70)]).Should().ContainSingle().Subject;
        group.Shifts.Select(one => one.Metric).Should().Equal("db.latency", "checkout.errors");
        group.IsFirstCertain.Should().BeTrue();
        group.Summary.Should().Be("db.latency changed first, on 11 April; then checkout.errors on 13 April.");
        group.Within.Start.Should().Be(group.Shifts[0].Shift.Within.Start);
        group.Within.End.Should().Be(group.Shifts[1].Shift.Within.End);
    }

    [Fact]
    public void Shifts_of_the_same_day_have_no_certain_order()
    {
        ShiftGroup group = ShiftGroup.Find([Stepping("b", 40), Stepping("a", 40)]).Should().ContainSingle().Subject;
        group.IsFirstCertain.Should().BeFalse();
        group.Summary.Should().Be("a on 11 April, and b on 11 April; the intervals overlap, so any of them may have been the first.");
    }

    [Fact]
    public void Metrics_of_different_services_and_shifts_of_one_metric_are_not_grouped()
    {
        ShiftGroup.Find([Stepping("a", 40), Stepping("b", 40, "other")]).Should().BeEmpty();
        ShiftGroup.Find([Stepping("a", 40)]).Should().BeEmpty();
        ShiftGroup.Find([]).Should().BeEmpty();
    }

    [Fact]
    public void Shifts_further_apart_than_three_days_do_not_belong_together()
    {
        ShiftGroup.Find([Stepping("a", 40), Stepping("b", 43)]).Should().ContainSingle();
        ShiftGroup.Find([Stepping("a", 40), Stepping("b", 46)]).Should().BeEmpty();
    }

    [Fact]
    public void What_happened_with_the_first_shift_is_named()
    {
        TrendReport first = Stepping("a", 40);
        first = first with
        {
            Shifts = [first.Shifts[0] with { Markers = [Deployment(first.Shifts[0].At)] }],
        };
        ShiftGroup.Find([first, Stepping("b", 42)])[0].Summary.Should()
            .Be("a changed first, on 11 April, at the same time as deployment 4.7.1; then b on 13 April.");
    }

    [Fact]
    public void The_order_of_the_reports_does_not_matter()
    {
        TrendReport[] reports = [Stepping("a", 40), Stepping("b", 41), Stepping("c", 42), Stepping("d", 70), Stepping("e", 71)];
        IReadOnlyList<ShiftGroup> groups = ShiftGroup.Find(reports);
        groups.Select(group => group.Shifts.Count).Should().Equal(2, 3);
        ShiftGroup.Find(reports.Reverse()).Should().BeEquivalentTo(groups, options => options.WithStrictOrdering());
    }

    private static Marker Deployment(DateTimeOffset at) => new() { At = at, Kind = "deployment", Text = "deployment 4.7.1" };

    /// <summary>A metric without noise, whose step is located to the day.</summary>
    private static TrendReport Stepping(string name, int day, string service = "shop") =>
        Trend.Analyze(new MetricDefinition(name) { Service = service }, Series.Days(90, i => i < day ? 100 : 150));
}
