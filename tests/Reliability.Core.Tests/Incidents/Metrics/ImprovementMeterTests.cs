using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Common;
using Reliability.Incidents;
using Reliability.Releases;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents.Metrics;

public sealed class ImprovementMeterTests : IDisposable
{
    private static readonly DateTimeOffset Now = SomeIncidents.Now;
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;
    private readonly DeploymentRegister _deployments;

    public ImprovementMeterTests()
    {
        _store = new InMemoryStore(_clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop", "mail"], timeProvider: _clock);
        _deployments = new DeploymentRegister(_store.Events, ["shop"], _clock);
    }

    private TimeRange Quarter => TimeRange.Last(TimeSpan.FromDays(90), _clock);

    [Fact]
    public async Task The_metrics_of_90_days_are_read_from_the_registers()
    {
        await RecordAsync("shop", "earlier", days: 100, minutes: 10);
        await RecordAsync("shop", "a", days: 50, minutes: 30);
        await RecordAsync("mail", "b", days: 20, minutes: 60);
        await _deployments.RecordAsync(new CompletedDeployment
        {
            Definition = new DeploymentDefinition
            {
                Service = "shop",
                Version = "2.0",
                Commits = [new DeploymentCommit { Id = "c0ffee", At = Now.AddDays(-51) }],
            },
            StartedAt = Now.AddDays(-50).AddMinutes(-20),
            EndedAt = Now.AddDays(-50).AddMinutes(-10),
            By = "pipeline",
            Reason = "release",
            Id = "deploy",
        });
        var meter = new ImprovementMeter(_incidents, _deployments, [Tickets()], _clock);

        ImprovementReport all = await meter.GetMetricsAsync(Quarter);

        all.Range.Should().Be(new TimeRange(Now.AddDays(-90), Now));
        all.Services.Should().Equal("mail", "shop");
        all.TimeToRestore.Values.Select(one => one.Value.TotalMinutes).Should().Equal(30, 60);
        all.Recurrences.Should().ContainSingle().Which.Prevention.Should().Be(
            PreventionState.NeverFiled, "the earlier one was before the range, and nothing followed from it");
        (all.ChangeFailureRate.Matching, all.ChangeFailureRate.Count).Should().Be((1, 1));
        all.LeadTime.Median.Should().Be(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(10));
        all.FailedDeploymentRecovery.Median.Should().Be(TimeSpan.FromMinutes(40));
        all.TimeToImplement.Median.Should().Be(TimeSpan.FromDays(3));

        ImprovementReport mail = await meter.GetMetricsAsync(Quarter, "mail");
        mail.TimeToRestore.Count.Should().Be(1);
        mail.DeploymentFrequency.Value.Should().BeNull("no deployments of mail are recorded");
    }

    [Fact]
    public async Task Everything_is_read_however_many_pages_there_are()
    {
        var incidents = Substitute.For<IIncidents>();
        incidents.Services.Returns(["shop"]);
        Incident[] all = SomeHistory.Lasting([10, 20, 30]);
        incidents.ListAsync(Arg.Any<IncidentQuery>(), Arg.Any<CancellationToken>()).Returns(call =>
        {
            int next = Array.FindIndex(all, one => one.Id == call.Arg<IncidentQuery>().After) + 1;
            return new IncidentPage { Incidents = [all[next]], TotalCount = 3, Next = next == 2 ? null : all[next].Id };
        });
        var meter = new ImprovementMeter(incidents, timeProvider: new FakeTimeProvider(SomeHistory.To));
        (await meter.GetMetricsAsync(SomeHistory.Quarter)).TimeToRestore.Count.Should().Be(3);
        (await meter.GetDataQualityAsync(SomeHistory.Quarter)).Count.Should().Be(3);
    }

    [Fact]
    public async Task Two_periods_are_compared_and_records_have_a_quality()
    {
        await RecordAsync("shop", "a", days: 50, minutes: 30);
        await RecordAsync("shop", "b", days: 20, minutes: -5);
        var meter = new ImprovementMeter(_incidents, timeProvider: _clock);
        var earlier = new TimeRange(Now.AddDays(-60), Now.AddDays(-30));
        var later = new TimeRange(Now.AddDays(-30), Now);

        ImprovementComparison comparison = await meter.CompareAsync(earlier, later, "shop");
        comparison.Metrics.Should().OnlyContain(one => one.Verdict == ImprovementVerdict.NoVerdict);
        (comparison.Earlier.TimeToRestore.Count, comparison.Later.TimeToRestore.Count).Should().Be((1, 0));

        IncidentDataQuality quality = await meter.GetDataQualityAsync(Quarter);
        (quality.Count, quality.Negative.Count).Should().Be((2, 1));
        await FluentActions.Awaiting(() => meter.CompareAsync(later, earlier).AsTask()).Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task An_unknown_service_and_a_range_that_is_not_valid_are_rejected()
    {
        var meter = new ImprovementMeter(_incidents, timeProvider: _clock);
        await FluentActions.Awaiting(() => meter.GetMetricsAsync(Quarter, "spam").AsTask()).Should().ThrowAsync<KeyNotFoundException>();
        foreach (TimeRange range in (TimeRange[])[new(Now, Now), new(Now.AddDays(1), Now.AddDays(2))])
        {
            await FluentActions.Awaiting(() => meter.GetMetricsAsync(range).AsTask()).Should().ThrowAsync<ArgumentException>()
                .WithMessage("*It must start before 2026-03-15 12:00:00Z*");
            await FluentActions.Awaiting(() => meter.GetDataQualityAsync(range).AsTask()).Should().ThrowAsync<ArgumentException>();
        }
    }

    [Fact]
    public void The_last_days_end_now()
    {
        Quarter.Should().Be(new TimeRange(Now.AddDays(-90), Now));
        TimeRange.Last(TimeSpan.FromTicks(1)).Length.Should().Be(TimeSpan.FromTicks(1));
        foreach (TimeSpan length in (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromDays(-1), TimeSpan.MaxValue])
        {
            FluentActions.Invoking(() => TimeRange.Last(length, _clock)).Should().Throw<ArgumentOutOfRangeException>();
        }
    }

    public void Dispose() => _store.Dispose();

    private async Task RecordAsync(string service, string id, int days, int minutes)
    {
        DateTimeOffset start = Now.AddDays(-days);
        await _incidents.OpenAsync(SomeIncidents.Opening(id) with
        {
            Service = service,
            Times = new IncidentTimes { StartedAt = start, ResolvedAt = start.AddMinutes(minutes) },
        });
    }

    /// <summary>Returns a tracker with one ticket of shop.</summary>
    private static IActionSource Tickets()
    {
        IActionSource tickets = Substitute.For<IActionSource>();
        tickets.GetActionsAsync("mail", Arg.Any<CancellationToken>()).Returns([]);
        tickets.GetActionsAsync("shop", Arg.Any<CancellationToken>()).Returns(
        [
            new ActionItem
            {
                Id = "t",
                IncidentId = "another",
                Title = "Test the failover",
                Kind = ActionKind.Prevent,
                Status = ActionStatus.Done,
                CreatedAt = Now.AddDays(-40),
                ClosedAt = Now.AddDays(-37),
            },
        ]);
        return tickets;
    }
}
