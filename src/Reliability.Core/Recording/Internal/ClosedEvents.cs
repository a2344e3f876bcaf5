using Reliability.Storage;

namespace Reliability.Recording.Internal;

/// <summary>
/// The events of one series that no thread holds any more, in minutes or dropped. The recorders of code and of instruments share it, so
/// that each minute is one bucket, and it counts their events apart. The gate guards everything.
/// </summary>
internal sealed class ClosedEvents(SeriesDefinition series, Quota budget, double share)
{
    private readonly ClosedMinutes _minutes = new(series, budget, share);
    private readonly DropCounts _drops = new();
    private readonly double _scaledLimit = Math.Round(series.Limit * SeriesBucket.SumScale);
    private long _stoppedOfInstruments;
    private long _recorded;
    private long _good;
    private long _bad;
    private double _scaledGood;
    private double _scaledBad;

    public SeriesDefinition Series => series;

    /// <summary>Gets the gate of the series.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Gets or sets a value indicating whether later events are rejected.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Returns the tally of a minute, or <see langword="null"/> if it takes no events.</summary>
    public Tally? Of(long minute) => IsStopped ? null : _minutes.Of(minute);

    /// <summary>Ensures that a minute exists, even if it has no events.</summary>
    public RecordResult Observe(long minute) =>
        IsStopped ? RecordResult.Stopped : _minutes.Of(minute) is null ? RecordResult.BufferFull : RecordResult.Accepted;

    /// <summary>Moves a tally into a minute, or counts its events as dropped.</summary>
    public RecordResult Close(Tally tally, long minute, bool isInstrument)
    {
        if (Of(minute) is { } sum)
        {
            Added(sum, tally.Good, tally.Count, tally.ScaledSum, isInstrument);
            sum.Merge(tally);
            tally.Clear();
            return RecordResult.Accepted;
        }

        RecordResult reason = IsStopped ? RecordResult.Stopped : RecordResult.BufferFull;
        AddToTotals(tally.Good, tally.Count, tally.ScaledSum);
        Drop(reason, tally.Count, isInstrument);
        tally.Clear();
        return reason;
    }

    /// <summary>Adds minutes that were taken from another series of the same whole, also after the end.</summary>
    public void Add(IReadOnlyDictionary<long, Tally> minutes)
    {
        budget.Return(minutes.Count);
        foreach ((long minute, Tally tally) in minutes)
        {
            _minutes.Of(minute)?.Merge(tally);
        }
    }

    /// <summary>Counts events that a tally of <see cref="Of"/> contains.</summary>
    public void Added(Tally sum, long good, long count, double scaledSum, bool isInstrument)
    {
        _recorded += count;
        AddToTotals(good, count, scaledSum);
        sum.OfInstruments += isInstrument ? count : 0;
    }

    /// <summary>Counts events that are dropped.</summary>
    public void Drop(RecordResult reason, long count, bool isInstrument)
    {
        _recorded += count;
        _drops.Add(reason, count);
        _stoppedOfInstruments += isInstrument && reason == RecordResult.Stopped ? count : 0;
    }

    /// <summary>Returns all minutes and forgets them.</summary>
    public IReadOnlyDictionary<long, Tally> Take() => _minutes.Take();

    /// <summary>Counts the events that are in no batch as dropped.</summary>
    public void Abandon()
    {
        (long events, long ofInstruments) = _minutes.Abandon();
        _drops.Add(RecordResult.Stopped, events);
        _stoppedOfInstruments += ofInstruments;
    }

    /// <summary>
    /// Returns the number of recorded events, the number of events that wait here and those dropped at the end, and adds the dropped
    /// events.
    /// </summary>
    public (long Recorded, long Waiting, EventCounts Stopped) Count(DropCounts drops)
    {
        drops.Add(_drops);
        return (_recorded, _minutes.Events, EventCounts.Of(series.Kind, _drops[RecordResult.Stopped], _stoppedOfInstruments));
    }

    /// <summary>Returns the events that were collected or replayed, whether or not they reach the store.</summary>
    public SeriesTotals Totals() => series.Kind == SeriesKind.Score
        ? new() { Series = series, Good = 0, Bad = 0, GoodScore = _scaledGood / _scaledLimit, BadScore = _scaledBad / _scaledLimit }
        : new() { Series = series, Good = _good, Bad = _bad };

    private void AddToTotals(long good, long count, double scaledSum)
    {
        if (series.Kind != SeriesKind.Score)
        {
            _good = SeriesBucket.Add(_good, good);
            _bad = SeriesBucket.Add(_bad, count - good);
            return;
        }

        // Each of the two is summed for itself: a difference of large numbers could decrease, which readers take for a restart.
        double all = count * _scaledLimit;
        double reached = Math.Clamp(scaledSum, 0, all);
        _scaledGood += reached;
        _scaledBad += all - reached;
    }
}
