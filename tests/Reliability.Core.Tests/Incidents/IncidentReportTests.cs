using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Incidents.Internal;

namespace Reliability.Core.Tests.Incidents;

public sealed class IncidentReportTests
{
    private static readonly DateTimeOffset Now = SomeIncidents.Now;
    private static readonly IncidentReportQuery Query = new() { Service = "shop", Periods = 3 };
    private static readonly OnCallHours Hours = new();

    [Fact]
    public void Periods_without_incidents_are_zero_and_every_incident_is_in_one()
    {
        Incident[] all =
        [
            SomeIncidents.Of("a", Now.AddDays(-1), TimeSpan.FromMinutes(30)),
            SomeIncidents.Of("b", Now.AddDays(-1).AddMinutes(10), TimeSpan.FromMinutes(40)),
            SomeIncidents.Of("c", Now.AddDays(-90), TimeSpan.FromMinutes(10)),
            SomeIncidents.Of("out", Now.AddDays(-90).AddTicks(-1), TimeSpan.FromMinutes(10)),
            SomeIncidents.Of("m", Now.AddDays(-2), TimeSpan.FromHours(9), SomeIncidents.Outage with { Kind = IncidentKind.Maintenance }),
            SomeIncidents.Of("n", Now.AddDays(-2), null, SomeIncidents.Outage with { Kind = IncidentKind.NearMiss }),
            SomeIncidents.Of("d", Now.AddDays(-2), null, SomeIncidents.Outage with { DuplicateOf = "a" }),
            SomeIncidents.Of("y", Now.AddDays(-40), TimeSpan.FromDays(-300), SomeIncidents.Outage with { CauseClass = "DNS" }),
        ];
        IncidentReport report =
            IncidentReportBuilder.Build(Query, all.Select(one => new ReportedIncident(one)), null, Hours, TimeZoneInfo.Utc, Now);
        report.Periods.Select(one => one.Count).Should().Equal(1, 1, 2);
        report.Periods[0].Start.Should().Be(Now.AddDays(-90));
        (report.Count, report.MaintenanceCount, report.NearMissCount, report.DuplicateCount, report.DoubtfulCount).Should().Be(
            (4, 1, 1, 1, 1));
        report.RecurrenceCount.Should().Be(4, "the first came again from before the range");
        report.Downtime.Should().Be(TimeSpan.FromMinutes(60), "the 20 minutes of two count once");
        (report.TimeToRestore.Count, report.TimeToRestore.Median).Should().Be((3, TimeSpan.FromMinutes(30)));
        report.ByCause.Should().ContainSingle().Which.Count.Should().Be(4);
        report.Rotations.Should().BeEmpty();
    }

    [Fact]
    public void An_empty_report_has_zeros_and_no_durations()
    {
        IncidentReport report = IncidentReportBuilder.Build(Query, [], [], Hours, TimeZoneInfo.Utc, Now);
        report.Periods.Should().HaveCount(3).And.OnlyContain(one => one.Count == 0);
        report.TimeToRestore.Should().Be(new IncidentDurations { Count = 0 });
        report.Rotations.Should().NotBeEmpty().And.OnlyContain(one => one.Pages == 0);
    }

    /// <summary>The clocks of Berlin were put forward on Sunday, 29 March 2026.</summary>
    [Fact]
    public void Pages_are_counted_by_rotation_and_out_of_hours_in_the_zone_of_the_service()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        DateTimeOffset[] pages =
        [
            At("2026-03-27T07:59:59Z"), // 8:59:59 on Friday
            At("2026-03-27T08:00:00Z"), // 9:00
            At("2026-03-28T11:00:00Z"), // Saturday
            At("2026-03-29T21:59:59Z"), // Sunday, a second before midnight
            At("2026-03-29T22:00:00Z"), // Monday, midnight of the next rotation
            At("2026-03-30T07:00:00Z"), // 9:00 in summer
            At("2026-03-30T15:00:00Z"), // 17:00
        ];
        IncidentReport report = IncidentReportBuilder.Build(
            Query with { Periods = 1, To = At("2026-04-02T00:00:00Z") }, [], pages, Hours, berlin, At("2026-04-02T00:00:00Z"));
        report.Rotations[^2].Should().Be(new IncidentRotation
        {
            Start = At("2026-03-22T23:00:00Z"),
            End = At("2026-03-29T22:00:00Z"),
            Pages = 4,
            OutOfHours = 3,
        });
        (report.Rotations[^1].Pages, report.Rotations[^1].OutOfHours).Should().Be((3, 2));
        report.Rotations.Should().HaveCount(5).And.BeInAscendingOrder(one => one.Start);
    }

    [Fact]
    public async Task A_query_states_other_rotations_and_hours_than_those_that_are_set()
    {
        using var store = new Reliability.Storage.InMemoryStore(new FakeTimeProvider(Now));
        var set = new OnCallHours { RotationDays = 14, WorkFrom = new TimeOnly(7, 0), WorkTo = new TimeOnly(19, 0) };
        var register = new IncidentRegister(store.Documents, ["shop"], timeProvider: new FakeTimeProvider(Now)) { OnCall = set };
        (await register.GetReportAsync(Query)).OnCall.Should().Be(set);
        (await register.GetReportAsync(Query with { RotationDays = 3, WorkTo = TimeOnly.MinValue })).OnCall
            .Should().Be(set with { RotationDays = 3, WorkTo = TimeOnly.MinValue });
        await FluentActions.Invoking(async () => await register.GetReportAsync(Query with { WorkTo = new TimeOnly(6, 0) }))
            .Should().ThrowAsync<ArgumentException>().WithMessage("'06:00:00' is not after 07:00:00*");
    }

    [Theory]
    [InlineData("2026-03-27T23:59:59Z", true)]
    [InlineData("2026-03-27T08:59:59Z", false)]
    [InlineData("2026-03-28T12:00:00Z", false)]
    public void A_working_day_can_end_with_the_day(string at, bool expected) =>
        (Hours with { WorkTo = TimeOnly.MinValue }).AreWorkingHours(At(at)).Should().Be(expected);

    [Fact]
    public void Quantiles_are_interpolated()
    {
        var durations = IncidentDurations.Of(((int[])[40, 10, 20, 30]).Select(minutes => TimeSpan.FromMinutes(minutes)));
        (durations.Median, durations.P75).Should().Be((TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(32.5)));
    }

    [Fact]
    public async Task Markers_are_incidents_and_maintenance()
    {
        var clock = new FakeTimeProvider(Now);
        using var store = new Reliability.Storage.InMemoryStore(clock);
        var register = new IncidentRegister(store.Documents, ["shop"], timeProvider: clock);
        await register.OpenAsync(SomeIncidents.Opening());
        await register.OpenAsync(SomeIncidents.Opening("b", SomeIncidents.Outage with { Kind = IncidentKind.NearMiss }));
        var source = new IncidentMarkers(register);
        var range = new TimeRange(Now, Now.AddHours(1));
        (await source.GetMarkersAsync("shop", range, default)).Should().Equal(
            new Marker { At = Now, Kind = "incident", Text = "incident \"Checkout is down\"" });
        (await source.GetMarkersAsync("other", range, default)).Should().BeEmpty();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
