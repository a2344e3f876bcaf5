using System.Diagnostics.Metrics;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>The Meter of one setup. Its gauges of budgets and alerts show what was last passed to <c>Show</c>.</summary>
internal sealed class ReliabilityMetrics : IDisposable
{
    private readonly Meter _meter;
    private readonly ReliabilityRecorder _recorder;
    private readonly Histogram<double> _flushDuration;
    private readonly Instrument[] _budgetGauges;
    private readonly Instrument _firingGauge;
    private IReadOnlyList<SloReport> _reports = [];
    private IReadOnlyList<AlertStatus> _alerts = [];

    public ReliabilityMetrics(IMeterFactory? factory, ReliabilityRecorder recorder, ReliabilityHealth health, string name)
    {
        _recorder = recorder;
        var options = new MeterOptions(ReliabilityDiagnostics.MeterName)
        {
            Tags = name.Length == 0 ? null : [new("reliability.name", name)],
        };
        _meter = factory?.Create(options) ?? new Meter(options);
        _meter.CreateObservableCounter(
            ReliabilityDiagnostics.RecordedEvents, () => _recorder.GetStatistics().Recorded, "{event}", "Events handed to the recorder.");
        _meter.CreateObservableCounter(
            ReliabilityDiagnostics.FlushedEvents,
            () => _recorder.GetStatistics().Flushed,
            "{event}",
            "Events that the store has acknowledged.");
        _meter.CreateObservableGauge(
            ReliabilityDiagnostics.PendingEvents, () => _recorder.GetStatistics().Pending, "{event}", "Events in memory.");
        _meter.CreateObservableCounter(ReliabilityDiagnostics.DroppedEvents, Dropped, "{event}", "Events dropped, by reason.");
        _meter.CreateObservableCounter(
            ReliabilityDiagnostics.RejectedCalls,
            () => _recorder.GetStatistics().Rejected,
            "{call}",
            "Calls that recorded nothing because a value was outside its range.");
        _flushDuration = _meter.CreateHistogram<double>(ReliabilityDiagnostics.FlushDuration, "s", "How long flushes took.");
        _meter.CreateObservableGauge(
            ReliabilityDiagnostics.StoreHealthy, () => Healthy(health), "1", "1 while the store accepts writes, 0 while it does not.");
        _meter.CreateObservableCounter(
            ReliabilityDiagnostics.SloEvents, SloEvents, "{event}", "Events of objectives that this process recorded, by outcome.");
        _firingGauge = _meter.CreateObservableGauge(ReliabilityDiagnostics.AlertsFiring, Firing, "{alert}", "Alerts that fire now.");
        _meter.CreateObservableGauge(
            ReliabilityDiagnostics.FeedConnected, Feeds, "1", "1 for a source of events that has appeared, 0 for one that has not.");
        _budgetGauges =
        [
            _meter.CreateObservableGauge(
                ReliabilityDiagnostics.BudgetRemaining,
                () => Budgets(r => r.Status.Remaining),
                "1",
                "The share of the budget that remains."),
            _meter.CreateObservableGauge(
                ReliabilityDiagnostics.BurnRate,
                () => Budgets(r => r.Burn.Count > 0 ? r.Burn[0].BurnRate : null),
                "1",
                "The burn rate over the last hour."),
        ];
    }

    public Meter Meter => _meter;

    /// <summary>Gets a value indicating whether a listener observes the budget gauges, so that reading budgets is useful.</summary>
    public bool WantsBudgets => _budgetGauges.Any(gauge => gauge.Enabled);

    /// <summary>Gets a value indicating whether a listener observes the gauge of alerts, so that reading them is useful.</summary>
    public bool WantsAlerts => _firingGauge.Enabled;

    public void Show(IReadOnlyList<AlertStatus> alerts) => Volatile.Write(ref _alerts, alerts);

    public void Show(IReadOnlyList<SloReport> reports) => Volatile.Write(ref _reports, reports);

    public void Flushed(TimeSpan duration, bool stored)
    {
        if (_flushDuration.Enabled)
        {
            _flushDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", stored ? "stored" : "failed"));
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private static IEnumerable<Measurement<int>> Healthy(ReliabilityHealth health) => health.GetReport().Store switch
    {
        StoreState.Healthy => [new(1)],
        StoreState.Failing => [new(0)],
        _ => [],
    };

    private IEnumerable<Measurement<long>> Dropped()
    {
        RecorderStatistics statistics = _recorder.GetStatistics();
        yield return new(statistics.DroppedTooOld, Tag("reason", TagWord.Of(RecordResult.TooOld)));
        yield return new(statistics.DroppedInFuture, Tag("reason", TagWord.Of(RecordResult.InFuture)));
        yield return new(statistics.DroppedBufferFull, Tag("reason", TagWord.Of(RecordResult.BufferFull)));
        yield return new(statistics.DroppedStopped, Tag("reason", TagWord.Of(RecordResult.Stopped)));
    }

    private IEnumerable<Measurement<double>> SloEvents()
    {
        foreach (SeriesTotals totals in _recorder.GetTotals())
        {
            yield return Count(totals.Good + totals.GoodScore, "good");
            yield return Count(totals.Bad + totals.BadScore, "bad");

            Measurement<double> Count(double events, string outcome) =>
                new(events, Tag("slo", totals.Series.Name), Tag("service", totals.Series.Id.Service), Tag("outcome", outcome));
        }
    }

    private IEnumerable<Measurement<int>> Firing() => Volatile.Read(ref _alerts)
        .GroupBy(alert => (alert.Slo, alert.Service, alert.Severity))
        .Select(group => new Measurement<int>(
            group.Count(alert => alert.State == AlertState.Firing),
            Tag("slo", group.Key.Slo),
            Tag("service", group.Key.Service),
            Tag("severity", TagWord.Of(group.Key.Severity))));

    private IEnumerable<Measurement<int>> Feeds() => _recorder.GetFeeds().Select(feed => new Measurement<int>(
        feed.State == FeedState.Connected ? 1 : 0,
        [Tag("slo", feed.Slo), Tag("kind", TagWord.Of(feed.Kind)), Tag("feed", feed.Name)]));

    private IEnumerable<Measurement<double>> Budgets(Func<SloReport, decimal?> read)
    {
        foreach (SloReport report in Volatile.Read(ref _reports))
        {
            if (read(report) is { } value)
            {
                yield return new(
                    (double)value,
                    new KeyValuePair<string, object?>("slo", report.Status.Slo),
                    new KeyValuePair<string, object?>("service", report.Status.Service));
            }
        }
    }
}
