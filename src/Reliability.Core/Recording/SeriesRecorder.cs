using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>The base class for recording into one series. Get an instance once, keep it, and call it from any thread.</summary>
/// <remarks>
/// Recording never blocks on I/O and allocates nothing once a thread has recorded into the series. An event without its own time counts in
/// the current minute, which the recorder tracks with a timer instead of reading the clock for each event.
/// </remarks>
public abstract class SeriesRecorder
{
    private readonly RecordingClock _clock;

    private protected SeriesRecorder(SeriesAccumulator series, RecordingClock clock)
    {
        Series = series;
        Handle = new Feed(this, FeedKinds.Code, $"code that records '{series.Definition.Name}'", hint: null, clock.TimeProvider);
        _clock = clock;
    }

    /// <summary>Gets the identity of the series.</summary>
    public SeriesId Id => Series.Definition.Id;

    /// <summary>Gets the name of the series within the recorder, such as the name of its objective.</summary>
    public string Name => Series.Definition.Name;

    /// <summary>
    /// Gets the dimension by which the series is split, such as <c>region</c>; <see langword="null"/> if it is not split.
    /// </summary>
    public string? SplitBy => Series.Definition.SplitBy;

    internal SeriesAccumulator Series { get; }

    /// <summary>Gets or sets the values of the dimension by which the series is split.</summary>
    internal SplitValues? Split { get; set; }

    /// <summary>Gets the feed that is connected when code takes this recorder.</summary>
    internal Feed Handle { get; }

    /// <summary>Gets or sets the declared sources of events.</summary>
    internal Feed[] Declared { get; set; } = [];

    /// <summary>Gets or sets the recorder of the events that ended before they could be judged.</summary>
    internal OutcomeRecorder? Abandoned { get; set; }

    /// <summary>Gets or sets the recorder of the events of instruments, which are counted apart.</summary>
    internal SeriesRecorder? Instruments { get; set; }

    /// <summary>Gets or sets the recorder of the failures that this series leaves out.</summary>
    internal OutcomeRecorder? Failed { get; set; }

    /// <summary>Gets or sets where the bad events come from.</summary>
    internal BadEventBreakdown? Breakdown { get; set; }

    /// <summary>Gets or sets the counters of the sources of bad events, once there was one.</summary>
    internal SeriesSlots[] SourceSlots { get; set; } = [];

    /// <summary>
    /// Marks a minute as measured even if it has no events, so that it does not appear as a gap. An import of a complete record calls this
    /// method for its quiet minutes. A live recorder does it automatically (<see cref="RecorderOptions.RecordQuietMinutes"/>).
    /// </summary>
    /// <param name="at">Any time within the minute.</param>
    public RecordResult MarkObserved(DateTimeOffset at)
    {
        RecordResult checkedTime = _clock.Check(at);
        return checkedTime == RecordResult.Accepted ? Series.Observe(MinuteClock.Of(at)) : checkedTime;
    }

    /// <summary>
    /// Returns the recorder of the events with a value of the dimension, in addition to the total; <see langword="null"/> for none.
    /// </summary>
    private protected SeriesRecorder? PartOf(string? value) => value is null ? null : Split?.Of(value);

    /// <summary>Counts a call whose value is outside its range, or throws if the recorder is strict.</summary>
    private protected RecordResult Reject<T>(T value, Func<SeriesRecorder, T, ArgumentOutOfRangeException> fault) =>
        _clock.IsStrict ? throw fault(this, value) : Series.Reject();

    /// <summary>Records an event of a given time, as <see cref="Tally.Add"/> reads it.</summary>
    private protected RecordResult RecordAt(DateTimeOffset at, long value)
    {
        RecordResult checkedTime = _clock.Check(at);
        return checkedTime == RecordResult.Accepted ? Series.Record(MinuteClock.Of(at), value) : Series.Drop(checkedTime, 1);
    }

    /// <summary>Records events of a given time that were counted elsewhere.</summary>
    private protected RecordResult RecordAt(DateTimeOffset at, long good, long bad)
    {
        RecordResult checkedTime = _clock.Check(at);
        return checkedTime == RecordResult.Accepted
            ? Series.Record(MinuteClock.Of(at), good, bad)
            : Series.Drop(checkedTime, good + bad);
    }
}
