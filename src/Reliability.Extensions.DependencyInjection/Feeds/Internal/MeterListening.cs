using System.Diagnostics.Metrics;
using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>
/// Listens to the instruments that feed objectives, from the start of the host until all of its services have stopped.
/// </summary>
internal sealed class MeterListening : IHostedLifecycleService, IDisposable
{
    /// <summary>The interval at which observable instruments are polled.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    private readonly MeterTarget[] _targets;
    private readonly Dictionary<(string Slo, string Meter, MeterPair Pair), PairedCounts> _pairs = [];
    private readonly ReliabilityRecorder _recorder;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly MeterListener _listener = new();
    private readonly PublishedInstruments _published = new();
    private ITimer? _timer;

    public MeterListening(
        IEnumerable<MeterSource> sources,
        DeclaredFeeds feeds,
        ReliabilityRecorder recorder,
        TimeProvider timeProvider,
        ILogger logger)
    {
        _recorder = recorder;
        PairedFeeds? pair = null;
        List<MeterRule> rules = [];
        foreach (MeterSource source in sources)
        {
            // The bad events of a pair are declared right after their total.
            var unmet = new ConditionWatch(source.Filter.Taken);
            Feed feed = FeedOf(source, feeds, unmet, source.IsBadOfPair ? pair!.Total : null);
            if (source.IsBadOfPair)
            {
                pair!.Bad = feed;
            }
            else
            {
                pair = source.Pair is null ? null : new PairedFeeds(feed);
            }

            rules.Add(new MeterRule(source, feed, unmet, pair));
        }

        _targets =
        [
            .. rules.GroupBy(rule => (rule.Source.Slo, rule.Source.Meter, rule.Source.Instrument, rule.Source.Pair))
                .Select(group => new MeterTarget(
                    [.. group],
                    CountsOf(group.First()),
                    group.Any(rule => rule.Abandons) ? recorder.Abandoned(group.First().Feed) : null,
                    group.First().Feed.Recorder is LatencyRecorder ? recorder.Failed(group.First().Feed) : null))
        ];
        _timeProvider = timeProvider;
        _logger = logger;
        _listener.InstrumentPublished = (instrument, _) => Published(instrument);
        Follow<byte>();
        Follow<short>();
        Follow<int>();
        Follow<long>();
        Follow<float>();
        Follow<double>();
        Follow<decimal>();
    }

    public static MeterListening Create(IServiceProvider provider, object? key) => new(
        provider.GetKeyedServices<MeterSource>(key),
        DeclaredFeeds.Of(provider, key),
        provider.GetRequiredKeyedService<ReliabilityRecorder>(key),
        provider.GetRequiredService<TimeProvider>(),
        provider.GetService<ILoggerFactory>()?.CreateLogger(ReliabilityLogCategories.Recording) ?? NullLogger.Instance);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _recorder.Collecting += Settle;
        _listener.Start();
        _timer = _timeProvider.CreateTimer(_ => Ask(), state: null, Poll, Poll);
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _listener.Dispose();
        _recorder.Collecting -= Settle;
        foreach (PairedCounts pair in _pairs.Values)
        {
            pair.Complete();
        }
    }

    private Feed FeedOf(MeterSource source, DeclaredFeeds feeds, ConditionWatch unmet, Feed? total) => feeds.Add(
        source.Slo,
        FeedKinds.Meter,
        source.Text,
        () => _published.Hint(source.Meter, source.Instrument, unmet.Hint()),
        total);

    private PairedCounts? CountsOf(MeterRule rule)
    {
        if (rule.Source.Pair is not { } pair)
        {
            return null;
        }

        (string Slo, string Meter, MeterPair) key = (rule.Source.Slo, rule.Source.Meter, pair);
        if (!_pairs.TryGetValue(key, out PairedCounts? counts))
        {
            counts = new PairedCounts((OutcomeRecorder)rule.Feed.Recorder);
            _pairs.Add(key, counts);
        }

        return counts;
    }

    private void Settle(object? sender, EventArgs e)
    {
        foreach (PairedCounts pair in _pairs.Values)
        {
            pair.Settle();
        }
    }

    private void Published(Instrument instrument)
    {
        _published.Add(instrument);
        MeterTarget[] fed = [
            .. _targets.Where(target => target.IsFedBy(instrument.Meter.Name, instrument.Name))
        ];
        foreach (MeterTarget target in fed)
        {
            if (Fault(instrument, target.Recorder) is { } fault)
            {
                MeterLog.InstrumentRejected(_logger, instrument.Name, instrument.Meter.Name, target.Slo, fault);
                _published.Reject(instrument, fault);
                fed = [.. fed.Where(one => one != target)];
            }
        }

        Array.ForEach(fed, target => target.Appear());

        if (fed.Length > 0)
        {
            _listener.EnableMeasurementEvents(instrument, new Receivers(fed, Seconds(instrument.Unit), IsCounter(instrument)));
        }
    }

    private static string? Fault(Instrument instrument, SeriesRecorder recorder) => recorder switch
    {
        _ when instrument.IsObservable && IsCounter(instrument) =>
            "an observable counter reports a total and not events; use a counter that is not observable",
        OutcomeRecorder when !IsCounter(instrument) && !IsHistogram(instrument) =>
            "an objective of events is fed by a counter or a histogram",
        LatencyRecorder when !IsHistogram(instrument) => "an objective of latency is fed by a histogram",
        _ when IsA(instrument, typeof(UpDownCounter<>)) => "an up-down counter reports changes and not values; use a gauge",
        LatencyRecorder when double.IsNaN(Seconds(instrument.Unit)) =>
            $"its unit '{instrument.Unit}' is not a supported unit of time; supported are s, ms, us and ns",
        ScoreRecorder or MeasurementRecorder when IsCounter(instrument) => "a counter reports the number of events and not their values",
        _ => null,
    };

    private static bool IsCounter(Instrument instrument) => IsA(instrument, typeof(Counter<>), typeof(ObservableCounter<>));

    private static bool IsHistogram(Instrument instrument) => IsA(instrument, typeof(Histogram<>));

    private static bool IsA(Instrument instrument, params ReadOnlySpan<Type> kinds) =>
        instrument.GetType() is { IsGenericType: true } type && kinds.Contains(type.GetGenericTypeDefinition());

    private static double Seconds(string? unit) => unit switch
    {
        "s" => 1,
        "ms" => 1e-3,
        "us" or "µs" => 1e-6,
        "ns" => 1e-9,
        _ => double.NaN,
    };

    private void Follow<T>()
        where T : struct, INumber<T> => _listener.SetMeasurementEventCallback<T>((instrument, value, tags, state) =>
    {
        var receivers = (Receivers)state!;
        double number = double.CreateChecked(value);
        foreach (MeterTarget target in receivers.Targets)
        {
            if (!target.Record(number, receivers.Seconds, receivers.IsCount, tags))
            {
                MeterLog.MeasurementRejected(_logger, number, instrument.Name, target.Slo);
            }
        }
    });

    private void Ask()
    {
        foreach (PairedCounts pair in _pairs.Values)
        {
            pair.Tick();
        }

        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException e)
        {
            MeterLog.InstrumentsFailed(_logger, e.GetBaseException().Message, e);
        }
    }

    private sealed record Receivers(MeterTarget[] Targets, double Seconds, bool IsCount);
}
