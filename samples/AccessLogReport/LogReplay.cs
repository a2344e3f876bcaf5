using Reliability.Recording;
using Reliability.Storage;

namespace AccessLogReport;

/// <summary>Replays an access log into a store, each line at its own time and each line once, however often it is run.</summary>
internal sealed class LogReplay : IAsyncDisposable
{
    private static readonly TimeSpan Century = TimeSpan.FromDays(36_500);

    /// <summary>
    /// How long the service of a log is kept: longer than any log is old. It is stored with the service, so that trimming by the clock of a
    /// server never removes a log of years ago.
    /// </summary>
    public static readonly SeriesRetention Retention = new(Century, Century, Century, new SketchRetention(Century, Century, Century));

    private const int CheckpointLines = 100_000;
    private const int CheckpointMinutes = 2_000;

    /// <summary>A longer silence is not taken for quiet: the log cannot tell it from an outage.</summary>
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromHours(1);

    private readonly AccessLogReader _reader;
    private readonly ISeriesStore _store;
    private readonly string _service;
    private readonly ReplayClock _clock;
    private readonly ReliabilityRecorder _recorder;
    private readonly OutcomeRecorder _availability;
    private readonly LatencyRecorder _latency;
    private DateTimeOffset _minute;
    private int _minutes;

    public LogReplay(AccessLogReader reader, ISeriesStore store, LogObjectives objectives, ReplayClock clock)
    {
        _reader = reader;
        _store = store;
        _service = objectives.Availability.Service;
        _clock = clock;
        _recorder = new ReliabilityRecorder(
            store,
            objectives.All.Select(slo => slo.Series),
            new RecorderOptions { ProducerId = $"access-log:{reader.Fingerprint}", Retention = Retention, RecordQuietMinutes = false },
            clock);
        _availability = _recorder.Outcomes(objectives.Availability.Name);
        _latency = _recorder.Latencies(objectives.Latency.Name);
    }

    /// <summary>The lines that an earlier run had brought to the store.</summary>
    public long LinesBefore { get; private set; }

    /// <summary>The time of the earliest line.</summary>
    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>Whether a line told how long its request took.</summary>
    public bool HasRequestTimes { get; private set; }

    /// <summary>The damage at which reading ended, if it did.</summary>
    public string? Damage { get; private set; }

    /// <summary>Where every event of this run is.</summary>
    public RecorderStatistics Statistics => _recorder.GetStatistics();

    /// <summary>Replays the whole log.</summary>
    /// <param name="first">The first line, which has been read already.</param>
    /// <param name="progress">Called now and then.</param>
    /// <param name="cancellationToken">Ends the replay; a later run goes on where it ended.</param>
    public async Task RunAsync(LogLine first, Action progress, CancellationToken cancellationToken)
    {
        await _store.SetRetentionAsync(_service, Retention, cancellationToken);
        long checkpoint = LinesBefore = await _recorder.GetCheckpointAsync(cancellationToken);

        // No host runs here that would fold once a minute. What is stored already is folded while the next lines are read.
        Task fold = Task.CompletedTask;
        try
        {
            await LinesAhead.ReadAsync(_reader, first, Replay);
        }
        catch (LogReadException e)
        {
            // What came before the damage counts.
            Damage = e.Message;
        }
        finally
        {
            await fold;
        }

        if (_reader.FinishedLines > Math.Max(checkpoint, LinesBefore))
        {
            await CheckpointAsync(_reader.FinishedLines, cancellationToken);
        }

        await FoldAsync(cancellationToken);
        progress();

        Task? Replay(in NumberedLine read)
        {
            LogLine line = read.Line;
            _clock.MoveTo(line.Time);
            First = line.Time < First ? line.Time : First;
            if (read.Number <= LinesBefore || read.IsUnfinished)
            {
                return null;
            }

            Record(in line);
            return read.Number - checkpoint >= CheckpointLines || _minutes >= CheckpointMinutes ? KeepAsync(read.Number) : null;
        }

        async Task KeepAsync(long position)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await CheckpointAsync(position, cancellationToken);
            checkpoint = position;
            progress();
            if (fold.IsCompleted)
            {
                await fold;
                fold = Task.Run(() => FoldAsync(cancellationToken), cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();

    private async Task FoldAsync(CancellationToken cancellationToken) => await _store.FoldAsync(_service, cancellationToken);

    private void Record(in LogLine line)
    {
        DateTimeOffset minute = SeriesResolution.Minute.StartOf(line.Time);
        if (minute != _minute)
        {
            MarkQuietMinutes(minute);
            _minute = minute;
            _minutes++;
        }

        _availability.Record(line.Status < 500, line.Time);
        if (line.Duration is { } duration)
        {
            _latency.Record(duration, line.Time);
            HasRequestTimes = true;
        }
    }

    private void MarkQuietMinutes(DateTimeOffset minute)
    {
        if (minute - _minute > LongestQuiet)
        {
            return;
        }

        for (DateTimeOffset quiet = _minute.AddMinutes(1); quiet < minute; quiet = quiet.AddMinutes(1))
        {
            _availability.MarkObserved(quiet);
            if (HasRequestTimes)
            {
                _latency.MarkObserved(quiet);
            }

            _minutes++;
        }
    }

    private async Task CheckpointAsync(long position, CancellationToken cancellationToken)
    {
        await _recorder.CheckpointAsync(position, cancellationToken);
        _minutes = 0;
    }
}
