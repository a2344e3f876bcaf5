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

    private readonly ConcurrentDictionary<string, bool> _events = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _categories = new(StringComparer.Ordinal);
    private OutcomeRecorder? _recorder;
    private Feed? _feed;
    private LogFilter? _filter;
    private bool _isBadHeard;
    private bool _isGoodHeard;
    private SplitTag? _split;

    public LogOrigin Origin => origin;

    /// <summary>Returns why the entries may not have appeared, if something logs to the category.</summary>
    public string? Hint() => FilterProblem() is { } filtered ? filtered
        : _categories.IsEmpty || origin.GoodEvent is null ? null
        : $"The category exists, and no entry of the event '{origin.GoodEvent}' or of level {origin.BadFrom} was logged to it. "
        + (Names.Hint(origin.GoodEvent, _events.Keys) ?? "No entry had the name of an event.");

    /// <summary>
    /// Returns why the filter of logging drops entries that the objective counts, or <see langword="null"/>. The filter can change at any
    /// time.
    /// </summary>
    public string? FilterProblem() =>
        _categories.Keys.Order(StringComparer.Ordinal).Select(FilterProblem).FirstOrDefault(one => one is not null);

    /// <summary>
    /// Notes that something logs to the category, or to one below it. Loggers can be created before the host starts.
    /// </summary>
    public void Appear(string category) => _categories.TryAdd(category, true);

    /// <summary>Records the entries that follow.</summary>
    public void Start(Feed feed, LogFilter filter)
    {
        _feed = feed;
        _filter = filter;
        _split = new SplitTag(feed.Recorder.SplitBy);
        feed.AddDoubt(_split.Doubt);
        feed.AddDoubt(FilterProblem);
        Volatile.Write(ref _recorder, (OutcomeRecorder)feed.Recorder);
    }

    /// <summary>
    /// Connects the feed once something logs to the category. The category alone does not show that an event exists: its name may be
    /// misspelled. Nor is silence a quiet time where the filter drops the bad events.
    /// </summary>
    public void Settle()
    {
        if (_feed is { IsConnected: false } feed
            && origin.GoodEvent is null
            && _categories.Keys.Any(category => _filter!.Passes(category, origin.BadFrom)))
        {
            feed.Connect();
        }
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
            _isBadHeard |= isBad;
            _isGoodHeard |= !isBad;
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

    /// <summary>Entries that were heard are not dropped, whatever the filter seems to do.</summary>
    private string? FilterProblem(string category)
    {
        (LogLevel Level, string Events)? dropped = _filter is null ? null
            : !_isBadHeard && !_filter.Passes(category, origin.BadFrom) ? (origin.BadFrom, "bad")
            : !_isGoodHeard && !_filter.Passes(category, LogLevel.Information) ? (LogLevel.Information, "good")
            : null;
        return dropped is { } one
            ? $"The filter of logging drops entries of the level {one.Level} of the category '{category}', so that {one.Events} events are "
                + $"not counted. Set Logging:LogLevel:{category} to Information."
            : null;
    }
}
