using System.Diagnostics.Metrics;
using System.Numerics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Internal;

/// <summary>
/// Listens to the instruments that feed objectives, from the start of the host until all of its services have stopped.
/// </summary>
internal sealed class MeterListening : IHostedLifecycleService, IDisposable
{
    /// <summary>The interval at which observable instruments are polled.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(10);

    private readonly MeterTarget[] _targets;
    private readonly Dictionary<MeterSource, PairedCounts> _pairs;
    private readonly ReliabilityRecorder _recorder;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly MeterListener _listener = new();
    private ITimer? _timer;

    public MeterListening(
        IEnumerable<MeterSource> sources,
        IReadOnlyList<SloDefinition> objectives,
        ReliabilityRecorder recorder,
        TimeProvider timeProvider,
        ILogger logger)
    {
        MeterSource[] all = [.. sources];
        _recorder = recorder;
        _pairs = all.Where(source => source.Total is not null)
            .ToDictionary(source => source.Total!, source => Pair(source, objectives, recorder));
        _targets =
        [
            .. all.Select(source => new MeterTarget(
                source, Recorder(source, objectives, recorder), _pairs.GetValueOrDefault(source.Total ?? source)))
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
        provider.GetRequiredKeyedService<IErrorBudgets>(key).Objectives,
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
        foreach (PairedCounts pair in _pairs.Values)
        {
            pair.Complete();
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _timer?.Dispose();
        _listener.Dispose();
        _recorder.Collecting -= Settle;
    }

    private static SeriesRecorder Recorder(MeterSource source, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder)
    {
        SloDefinition slo = objectives.FirstOrDefault(one => one.Name == source.Slo) ?? throw new InvalidOperationException(
            $"The instrument '{source.Instrument}' of meter '{source.Meter}' cannot feed '{source.Slo}', because no objective has this "
            + $"name. Declared are: {Names.Nearest(source.Slo, objectives.Select(one => one.Name))}.");
        return slo.Series.Kind switch
        {
            SeriesKind.Outcome => recorder.Outcomes(slo.Name),
            SeriesKind.Latency => recorder.Latencies(slo.Name),
            SeriesKind.Score => recorder.Scores(slo.Name),
            _ => recorder.Measurements(slo.Name),
        };
    }

    private static PairedCounts Pair(MeterSource bad, IReadOnlyList<SloDefinition> objectives, ReliabilityRecorder recorder) =>
        Recorder(bad, objectives, recorder) is OutcomeRecorder outcomes
            ? new PairedCounts(outcomes)
            : throw new InvalidOperationException(
                $"The instruments '{bad.Total!.Instrument}' and '{bad.Instrument}' of meter '{bad.Meter}' cannot feed '{bad.Slo}', because "
                + "a total and its bad events feed only objectives of availability or zero tolerance.");

    private void Settle(object? sender, EventArgs e)
    {
        foreach (PairedCounts pair in _pairs.Values)
        {
            pair.Settle();
        }
    }

    private void Published(Instrument instrument)
    {
        MeterTarget[] fed = [
            .. _targets.Where(target => target.Source.Meter == instrument.Meter.Name && target.Source.Instrument == instrument.Name)
        ];
        foreach (MeterTarget target in fed)
        {
            if (Fault(instrument, target.Recorder) is { } fault)
            {
                MeterLog.InstrumentRefused(_logger, instrument.Name, instrument.Meter.Name, target.Source.Slo, fault);
                fed = [.. fed.Where(one => one != target)];
            }
        }

        if (fed.Length > 0)
        {
            _listener.EnableMeasurementEvents(instrument, new Feed(fed, Seconds(instrument.Unit), IsCounter(instrument)));
        }
    }

    private static string? Fault(Instrument instrument, SeriesRecorder recorder) => recorder switch
    {
        _ when instrument.IsObservable && IsCounter(instrument) =>
            "an observable counter reports a total and not events; use a counter that is not observable",
        OutcomeRecorder when !IsCounter(instrument) && !IsHistogram(instrument) =>
            "an objective of events is fed by a counter or a histogram",
        LatencyRecorder when !IsHistogram(instrument) => "an objective of latency is fed by a histogram",
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
        var feed = (Feed)state!;
        double number = double.CreateChecked(value);
        foreach (MeterTarget target in feed.Targets)
        {
            if (!target.Record(number, feed.Seconds, feed.IsCount, tags))
            {
                MeterLog.MeasurementRefused(_logger, number, instrument.Name, target.Source.Slo);
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

    private sealed record Feed(MeterTarget[] Targets, double Seconds, bool IsCount);
}
