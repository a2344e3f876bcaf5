using Reliability.Common;
using Reliability.Incidents;
using static Reliability.Core.Tests.Incidents.Metrics.SomeHistory;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class IncidentMetricTests
{
    private const int Day = 1440;

    [Fact]
    public void Time_in_two_incidents_is_lost_once_and_only_in_the_range()
    {
        RateMetric metric = Report(
        [
            Incident("before", -Day, 60),
            Incident("a", 100, 160),
            Incident("b", 130, 190),
            Incident("open", (90 * Day) - 30, null),
            Incident("negative", 500, 400),
        ]).UptimeMtbf;

        // 60 before 01:00, 90 of a and b, 30 of the open one; 4 started in the range.
        metric.Value.Should().BeApproximately(((90 * Day) - 180) * 60 / 4.0, 1e-6);
        (metric.Count, metric.Unit).Should().Be((4, "seconds"));

        // Garwood: 4 events may be of a mean of 1.0899 to 10.2416.
        metric.Low.Should().BeApproximately(((90 * Day) - 180) * 60 / 10.2416, 100);
        metric.High.Should().BeApproximately(((90 * Day) - 180) * 60 / 1.0899, 1000);
    }

    [Fact]
    public void The_frequency_is_of_30_days_whatever_the_range()
    {
        RateMetric quarter = Report(Lasting(Twelve)).FrequencyPer30Days;
        (quarter.Value, quarter.Count).Should().Be((4, 12));
        quarter.ToString().Should().Be("4 per 30 days (2.1 to 7, 95 %), n = 12, 0 excluded");
        ImprovementMetrics.Of(Input(Lasting(Twelve)) with { Range = new TimeRange(From, From.AddDays(5)) })
            .FrequencyPer30Days.Value.Should().Be(24, "4 started in 5 days: on days 1 to 4");
    }

    [Fact]
    public void The_start_of_the_range_belongs_to_it_and_the_end_does_not() =>
        Report([Incident("a", 0, 10), Incident("b", 90 * Day, null), Incident("c", -1, 10)]).TimeToRestore.Values
            .Select(one => one.Id).Should().Equal("a");

    [Fact]
    public void An_incident_comes_again_also_from_before_the_range_and_the_prevention_of_the_earlier_is_told()
    {
        Incident[] incidents =
        [
            Incident("a", -60 * Day, (-60 * Day) + 10),
            Incident("b", 10 * Day, (10 * Day) + 10).With(one => one with { CauseClass = "DNS" }),
            Incident("c", 20 * Day, (20 * Day) + 10),
            Incident("d", 30 * Day, (30 * Day) + 10).With(one => one with { CauseClass = "disk" }),
            Incident("e", 40 * Day, (40 * Day) + 10).With(one => one with { CauseClass = "rack", RecurrenceOf = "d" }),
            Incident("f", 50 * Day, (50 * Day) + 10).With(one => one with { DuplicateOf = "e" }),
            Incident("g", 60 * Day, (60 * Day) + 10).With(one => one with { CauseClass = null }),
            Incident("h", 61 * Day, (61 * Day) + 10).With(one => one with { RecurrenceOf = "lost" }),
        ];
        ActionItem[] actions =
        [
            Action("1", -50 * Day, 15 * Day, incident: "a"),
            Action("2", 11 * Day, 12 * Day, incident: "b"),
            Action("3", 11 * Day, 12 * Day, ActionStatus.Cancelled, "b"),
            Action("4", 41 * Day, 42 * Day, incident: "d"),
            Action("5", 31 * Day, incident: "d", kind: ActionKind.Detect),
        ];

        ImprovementReport report = Report(incidents, actions: actions);

        report.Recurrences.Select(one => (one.Id, one.OfId, one.IsExplicit, one.Prevention)).Should().Equal(
            ("b", "a", false, PreventionState.Open),
            ("c", "b", false, PreventionState.Done),
            ("e", "d", true, PreventionState.NeverFiled),
            ("h", "lost", true, PreventionState.NeverFiled));
        (report.RecurringShare.Matching, report.RecurringShare.Count).Should().Be((4, 6), "a person stated it of h");
        report.RecurringShare.ToString().Should().Be("66.7 % (30 to 90.3 %, 95 %), 4 of 6, 1 excluded");
        Report(incidents).Recurrences.Should().OnlyContain(one => one.Prevention == PreventionState.Unknown);
        Report(incidents, actions: [Action("1", -50 * Day, 1, ActionStatus.Cancelled)]).Recurrences[0].Prevention.Should()
            .Be(PreventionState.Cancelled);
    }

    [Fact]
    public void Recurrences_are_those_of_the_register()
    {
        Incident[] incidents =
        [
            .. Enumerable.Range(0, 40).Select(i => Incident($"i{i:00}", (i * 3 * Day) - (40 * Day), (i * 3 * Day) - (40 * Day) + 5)
                .With(one => one with { CauseClass = ((string?[])["dns", "DNS", "disk", null, "rack"])[i * i % 5] })),
        ];
        Report(incidents).Recurrences.Select(one => (one.Id, one.OfId)).Should().Equal(
            incidents.Where(one => one.StartedAt >= From && one.StartedAt < To)
                .Select(one => (one.Id, Found: IncidentRecurrence.Find(one, incidents)))
                .Where(one => one.Found is not null)
                .Select(one => (one.Id, one.Found!.Of.Id)));
    }

    [Fact]
    public void Actions_take_from_their_filing_to_their_completion_and_open_ones_count_for_Kaplan_and_Meier()
    {
        DurationMetric metric = Report(
            [],
            actions:
            [
                Action("a", 0, 10 * Day),
                Action("b", 0, 20 * Day),
                Action("c", 60 * Day),
                Action("d", 0, 5 * Day, ActionStatus.Cancelled),
                Action("e", -1, 5 * Day),
                Action("f", 50 * Day, 95 * Day),
                Action("g", 0) with { Status = ActionStatus.Done },
                Action("h", 5, 4),
                Action("slow", 0, 80 * Day),
            ]).TimeToImplement;
        metric.Values.Select(one => (one.Id, one.Value.TotalDays)).Should().Equal(("a", 10), ("b", 20), ("slow", 80));
        metric.Open.Select(one => (one.Id, one.Value.TotalDays)).Should().Equal(("f", 40), ("c", 30));
        metric.Reasons().Should().Equal(("d", "cancelled"), ("g", "no time of completion"), ("h", "negative duration"));

        // S = 4/5, 3/5, and 0 at 80 days, when the open ones are no longer at risk.
        (metric.Median, metric.CensoredMedian).Should().Be((TimeSpan.FromDays(20), TimeSpan.FromDays(80)));
    }

    [Fact]
    public void Several_services_are_one_system_and_their_incidents_do_not_mix()
    {
        Incident other = Incident("a", 130, 190) with { Service = "mail" };
        ImprovementInput input = Input([Incident("a", 100, 160)]);
        ImprovementReport report = ImprovementMetrics.Of(input with
        {
            Services = [.. input.Services, new ServiceHistory { Service = "mail", Incidents = [other] }],
        });
        report.Services.Should().Equal("mail", "shop");
        report.TimeToRestore.Values.Select(one => (one.Service, one.Id)).Should().Equal(("shop", "a"), ("mail", "a"));
        report.UptimeMtbf.Value.Should().BeApproximately(((90 * Day) - 90) * 60 / 2.0, 1e-6);
        report.Recurrences.Should().BeEmpty();
    }

    [Fact]
    public void A_range_that_is_empty_or_in_the_future_is_rejected_with_the_valid_one()
    {
        ImprovementInput input = Input([]);
        foreach (TimeRange range in (TimeRange[])[new(From, From), new(To, From), new(To, To.AddDays(1))])
        {
            FluentActions.Invoking(() => ImprovementMetrics.Of(input with { Range = range })).Should().Throw<ArgumentException>()
                .WithMessage("*It must start before 2026-04-01 00:00:00Z, and end after it starts.*");
        }

        ImprovementMetrics.Of(input with { Range = new TimeRange(From, To.AddDays(9)) }).Range.Should().Be(Quarter);
    }

    [Fact]
    public void Records_of_another_service_and_a_service_twice_are_rejected()
    {
        FluentActions.Invoking(() => Report([Incident("a", 1, 2) with { Service = "mail" }])).Should().Throw<ArgumentException>()
            .WithMessage("'a' belongs to the service 'mail', not to 'shop'.*");
        ImprovementInput input = Input([]);
        FluentActions.Invoking(() => ImprovementMetrics.Of(input with { Services = [.. input.Services, .. input.Services] })).Should()
            .Throw<ArgumentException>().WithMessage("The service 'shop' occurs twice.*");
    }
}
