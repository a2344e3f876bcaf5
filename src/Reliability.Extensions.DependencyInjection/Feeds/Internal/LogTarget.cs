using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Reliability.Common.Internal;
using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>A declaration of log entries that feed an objective while the host runs.</summary>
internal sealed class LogTarget(LogOrigin origin)
{
    /// <summary>The number of event names that are kept to correct one that nothing logs.</summary>
    private const int MaxEvents = 100;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, bool> _events = new(StringComparer.Ordinal);
    private OutcomeRecorder? _recorder;
    private Feed? _feed;
    private SplitTag? _split;
    private bool _appeared;

    public LogOrigin Origin => origin;

    /// <summary>Returns why the entries may not have appeared, if something logs to the category.</summary>
    public string? Hint() => !Volatile.Read(ref _appeared) ? null
        : $"The category exists, and no entry of the event '{origin.GoodEvent}' or of level {origin.BadFrom} was logged to it. "
        + (Names.Hint(origin.GoodEvent!, _events.Keys) ?? "No entry had the name of an event.");

    /// <summary>Notes that something logs to the category. Loggers can be created before the host starts.</summary>
    public void Appear()
    {
        lock (_gate)
        {
            _appeared = true;
            ConnectIfKnown();
        }
    }

    /// <summary>Records the entries that follow.</summary>
    public void Start(Feed feed)
    {
        lock (_gate)
        {
            _feed = feed;
            _split = new SplitTag(feed.Recorder.SplitBy);
            feed.AddDoubt(_split.Doubt);
            ConnectIfKnown();
        }

        Volatile.Write(ref _recorder, (OutcomeRecorder)feed.Recorder);
    }

    public void Stop() => Volatile.Write(ref _recorder, null);

    /// <summary>Judges an entry.</summary>
    public EventVerdict Judge(LogLevel level, EventId entry)
    {
        if (Volatile.Read(ref _recorder) is null)
        {
            return EventVerdict.None;
        }

        bool isBad = level >= origin.BadFrom;
        if (isBad || origin.GoodEvent is null || origin.GoodEvent == entry.Name)
        {
            _feed!.Connect();
            return isBad ? EventVerdict.Bad : EventVerdict.Good;
        }

        if (!_feed!.IsConnected && entry.Name is { Length: > 0 } name && _events.Count < MaxEvents)
        {
            _events.TryAdd(name, true);
        }

        return EventVerdict.None;
    }

    /// <summary>Records an entry that this or another declaration of the objective has judged.</summary>
    /// <param name="good">Whether the event was good.</param>
    /// <param name="state">The state of the entry, whose properties may have the dimension by which the metric is split.</param>
    public void Record<TState>(bool good, TState state)
    {
        if (Volatile.Read(ref _recorder) is { } recorder)
        {
            recorder.Record(
                good,
                _split is { Dimension: not null } split ? split.Of(state as IReadOnlyList<KeyValuePair<string, object?>>) : null);
        }
    }

    /// <summary>The category alone does not show that an event exists: its name may be misspelled.</summary>
    private void ConnectIfKnown()
    {
        if (_appeared && origin.GoodEvent is null)
        {
            _feed?.Connect();
        }
    }
}
