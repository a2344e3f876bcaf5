using Reliability.Common;
using Reliability.Debt;
using Reliability.Incidents;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage.Sqlite;

namespace WeeklyReviewSample;

/// <summary>
/// Records a <see cref="Quarter"/> in SQLite by the calls that a service, its pipeline and its people make, only with another clock, and
/// reviews it.
/// </summary>
internal sealed class SeededQuarter : IAsyncDisposable
{
    private const int MinutesPerStep = 5;

    private static readonly SloDefinition Checkout =
        SloDefinition.Availability("checkout", 99.5m) with { Service = Quarter.Service };

    private readonly ReviewClock _clock = new(Quarter.Start);
    private readonly ReliabilityRecorder _recorder;
    private readonly OutcomeRecorder _orders;
    private readonly ErrorBudgets _budgets;
    private readonly DeploymentRegister _deployments;
    private readonly IncidentRegister _incidents;
    private readonly PostmortemRegister _postmortems;
    private readonly DebtRegister _debt;
    private readonly Random _random = new(2026);
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private DateTimeOffset _recordedUntil = Quarter.Start;

    private SeededQuarter(SqliteStore store)
    {
        _recorder = new ReliabilityRecorder(store.Series, [Checkout.Series], timeProvider: _clock);
        _orders = _recorder.Outcomes(Checkout.Name);
        _budgets = new ErrorBudgets(store.Series, [Checkout], _clock);
        _deployments = new DeploymentRegister(store.Events, [Quarter.Service], _clock);
        _incidents = new IncidentRegister(store.Documents, [Quarter.Service], _budgets, _deployments, timeProvider: _clock);
        _postmortems = new PostmortemRegister(store.Documents, _incidents, blameless: new BlamelessCheck(), timeProvider: _clock);
        _debt = new DebtRegister(store.Documents, Quarter.Service, timeProvider: _clock);
    }

    public static async Task<Review> ReviewAsync(string folder, CancellationToken cancellationToken)
    {
        // The same review each time: the database of the last one is replaced.
        string path = Path.Combine(folder, "review.db");
        foreach (string file in (string[])[path, $"{path}-wal", $"{path}-shm"])
        {
            File.Delete(file);
        }

        var store = new SqliteStore(new SqliteStoreOptions { Path = path });
        await using (store.ConfigureAwait(false))
        {
            var quarter = new SeededQuarter(store);
            await using (quarter.ConfigureAwait(false))
            {
                return await quarter.RunAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();

    private async Task<Review> RunAsync(CancellationToken cancellationToken)
    {
        List<(DateTimeOffset At, Func<CancellationToken, Task> Record)> events = [];
        foreach ((string version, DateTimeOffset at) in Quarter.Releases())
        {
            events.Add((at.AddMinutes(6), token => DeployAsync(version, at, token)));
        }

        foreach (Outage outage in Quarter.Outages)
        {
            events.Add((outage.End.AddMinutes(30), token => SufferAsync(outage, token)));
        }

        foreach ((DateTimeOffset at, Func<CancellationToken, Task> record) in events.OrderBy(one => one.At))
        {
            await RecordOrdersAsync(at, cancellationToken).ConfigureAwait(false);
            await record(cancellationToken).ConfigureAwait(false);
        }

        await RecordOrdersAsync(Quarter.AsOf, cancellationToken).ConfigureAwait(false);
        var records = new QuarterRecords(_incidents, _postmortems, _debt, _clock, _ids);
        Postmortem postmortem = await records.RecordAsync(cancellationToken).ConfigureAwait(false);
        _clock.Now = Quarter.AsOf;
        var range = new TimeRange(Quarter.Start, Quarter.End);
        IReadOnlyList<Incident> all = (await _incidents.ListAsync(
            new IncidentQuery { Service = Quarter.Service, MaxCount = IncidentQuery.MaxPageSize }, cancellationToken).ConfigureAwait(false))
            .Incidents;
        var improvement = new ImprovementMeter(_incidents, _deployments, [_postmortems], _clock);
        return new Review
        {
            Metrics = await improvement.GetMetricsAsync(range, cancellationToken: cancellationToken).ConfigureAwait(false),
            Quality = await improvement.GetDataQualityAsync(range, cancellationToken: cancellationToken).ConfigureAwait(false),
            Postmortem = postmortem,
            ReadCount = all.Count,
            PeriodCount = all.Count(one => range.Start <= one.StartedAt && one.StartedAt < range.End),
            Debt = await _debt.GetReportAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Records the orders until a time: few at night, most in the evening; one in 1,500 fails when nothing else does.</summary>
    private async Task RecordOrdersAsync(DateTimeOffset until, CancellationToken cancellationToken)
    {
        for (; _recordedUntil < until; _recordedUntil = _recordedUntil.AddMinutes(MinutesPerStep))
        {
            DateTimeOffset at = _recordedUntil;
            _clock.Now = at;
            double wave = 0.55 + (0.45 * Math.Sin((at.TimeOfDay.TotalHours - 13) / 24 * 2 * Math.PI));
            int orders = 20 + (int)(180 * wave * (0.9 + (0.2 * _random.NextDouble())));
            Outage? outage = Quarter.Outages.FirstOrDefault(one => at >= one.Start.AddMinutes(-MinutesPerStep) && at < one.End);
            int failed = (int)Math.Round(orders * (outage?.FailedShare ?? 0)) + (_random.Next(1500) < orders ? 1 : 0);
            _orders.Record(orders - Math.Min(failed, orders), Math.Min(failed, orders), at);
        }

        _clock.Now = until;
        await _recorder.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task DeployAsync(string version, DateTimeOffset at, CancellationToken cancellationToken)
    {
        DeploymentUpdate update = await _deployments.RecordAsync(
            new CompletedDeployment
            {
                Id = $"release-{version}",
                By = "pipeline",
                Reason = "The release of the day.",
                StartedAt = at,
                EndedAt = at.AddMinutes(5),
                Definition = new DeploymentDefinition
                {
                    Service = Quarter.Service,
                    Version = version,
                    Commits =
                    [
                        .. Enumerable.Range(1, 1 + _random.Next(4)).Select(i => new DeploymentCommit
                        {
                            Id = $"{version}-{i}",
                            At = at.AddMinutes(-30 - _random.Next(60 * 50)),
                        }),
                    ],
                },
            },
            cancellationToken).ConfigureAwait(false);
        _versions[version] = update.Current?.Id ?? throw new InvalidOperationException(update.Problem);
    }

    /// <summary>Records an outage in the order in which people did: opened, acknowledged, mitigated, resolved.</summary>
    private async Task SufferAsync(Outage outage, CancellationToken cancellationToken)
    {
        DateTimeOffset resolved = _clock.Now;
        _clock.Now = outage.Start.AddMinutes(outage.DetectedAfter);
        IncidentUpdate update = await _incidents.OpenAsync(
            new IncidentOpening
            {
                Id = outage.Name,
                By = "alerts",
                Reason = "An alert of the checkout fired.",
                Service = Quarter.Service,
                Definition = new IncidentDefinition
                {
                    Title = outage.Title,
                    Severity = outage.Severity,
                    CauseClass = outage.Cause,
                    Impact = outage.Impact,
                    DeploymentId = outage.Version is { } version ? _versions[version] : null,
                },
                Times = new IncidentTimes
                {
                    StartedAt = outage.Start,
                    DetectedAt = _clock.Now,
                    AcknowledgedAt = _clock.Now.AddMinutes(3),
                },
            },
            cancellationToken).ConfigureAwait(false);
        _clock.Now = outage.End;
        update = await _incidents.SetMilestoneAsync(
            Require(update),
            new IncidentMilestoneRequest
            {
                By = "on-call",
                Reason = "Orders are taken again.",
                Milestone = IncidentMilestone.Mitigated,
                At = outage.End,
            },
            cancellationToken).ConfigureAwait(false);
        _clock.Now = resolved;
        update = await _incidents.SetMilestoneAsync(
            Require(update),
            new IncidentMilestoneRequest
            {
                By = "on-call",
                Reason = "It is in the logs.",
                Milestone = IncidentMilestone.CauseIdentified,
                At = outage.Start + (0.6 * (outage.End - outage.Start)),
            },
            cancellationToken).ConfigureAwait(false);
        update = await _incidents.ResolveAsync(
            Require(update),
            new IncidentResolution { By = "on-call", Reason = "The cause is known.", ResolvedAt = resolved.AddMinutes(-10) },
            cancellationToken).ConfigureAwait(false);
        _ids[outage.Name] = Require(update).Id;
    }

    private static Incident Require(IncidentUpdate update) =>
        update.Current ?? throw new InvalidOperationException(update.Rejection);
}
