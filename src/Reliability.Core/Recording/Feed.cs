namespace Reliability.Recording;

/// <summary>
/// A source of an objective's events. The package that declares it with <see cref="ReliabilityRecorder.AddFeed"/> reports with
/// <see cref="Connect"/> that the source exists. Only from then on does the absence of events count as a quiet time.
/// </summary>
public sealed class Feed
{
    private readonly SeriesRecorder _declared;
    private readonly string _name;
    private readonly Func<string?>? _hint;
    private readonly Feed? _judged;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _gate = new();
    private Func<string?>[] _doubts = [];
    private long _connectedTicks;

    internal Feed(SeriesRecorder recorder, string kind, string name, Func<string?>? hint, TimeProvider timeProvider, Feed? judged = null)
    {
        _declared = recorder;
        Recorder = recorder;
        Kind = kind;
        _name = name;
        _hint = hint;
        _judged = judged;
        _timeProvider = timeProvider;
    }

    /// <summary>Gets the recorder of the objective, one of the types that derive from <see cref="SeriesRecorder"/>.</summary>
    public SeriesRecorder Recorder { get; internal init; }

    /// <summary>Gets a value indicating whether the source has appeared.</summary>
    public bool IsConnected => Volatile.Read(ref _connectedTicks) != 0;

    internal string Kind { get; }

    /// <summary>
    /// Reports that the source exists: the instrument is published, the route is mapped. Later calls have no effect and cost a read.
    /// </summary>
    public void Connect()
    {
        if (!IsConnected && Interlocked.CompareExchange(ref _connectedTicks, _timeProvider.GetUtcNow().UtcTicks, 0) == 0)
        {
            _declared.Series.IsFed = true;
        }
    }

    /// <summary>
    /// Adds a question that <see cref="GetStatus"/> asks once the source has appeared: why bad events may not be recognized. An example is
    /// that no event had the tag that marks them.
    /// </summary>
    /// <param name="doubt">Returns the reason in one sentence, or <see langword="null"/> if there is none.</param>
    public void AddDoubt(Func<string?> doubt)
    {
        ArgumentNullException.ThrowIfNull(doubt);
        lock (_gate)
        {
            _doubts = [.. _doubts, doubt];
        }
    }

    /// <summary>Returns the current state.</summary>
    public FeedStatus GetStatus()
    {
        long ticks = Volatile.Read(ref _connectedTicks);
        return new FeedStatus
        {
            Slo = Recorder.Name,
            Kind = Kind,
            Name = _name,
            State = ticks == 0 ? FeedState.NeverHeard : FeedState.Connected,
            ConnectedSince = ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero),
            Hint = ticks == 0 ? _hint?.Invoke() : Doubts(),
            IsRequired = _judged is { IsConnected: true },
        };
    }

    private string? Doubts()
    {
        string[] all = [.. _doubts.Select(doubt => doubt()).OfType<string>().Distinct(StringComparer.Ordinal)];
        return all.Length == 0 ? null : string.Join(' ', all);
    }
}
