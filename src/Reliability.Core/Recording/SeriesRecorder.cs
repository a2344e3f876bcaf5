using Reliability.Recording.Internal;
using Reliability.Storage;

namespace Reliability.Recording;

/// <summary>The handle through which code records into one series. Get it once, keep it, call it from any thread.</summary>
/// <remarks>
/// Recording never blocks on I/O and allocates nothing once a thread has recorded into the series before. An event without a time
/// of its own counts in the current minute, which the recorder keeps with a timer instead of reading the clock per event.
/// </remarks>
public abstract class SeriesRecorder
{
    private readonly RecordingClock _clock;

    private protected SeriesRecorder(SeriesAccumulator series, RecordingClock clock)
    {
        Series = series;
        _clock = clock;
    }

    /// <summary>The series.</summary>
    public SeriesId Id => Series.Definition.Id;

    /// <summary>The name by which the recorder hands it out, such as that of its objective.</summary>
    public string Name => Series.Definition.Name;

    private protected SeriesAccumulator Series { get; }

    /// <summary>
    /// Says that a minute was measured even if nothing happened in it, so that it is not taken for a gap. An import of a
    /// complete record calls this for its quiet minutes; a live recorder does it by itself (<see cref="RecorderOptions.Heartbeat"/>).
    /// </summary>
    /// <param name="at">Any instant of the minute.</param>
    public RecordResult MarkObserved(DateTimeOffset at)
    {
        RecordResult checkedTime = _clock.Check(at);
        return checkedTime == RecordResult.Accepted ? Series.Observe(MinuteClock.Of(at)) : checkedTime;
    }

    private protected RecordResult RecordAt<TEvent>(DateTimeOffset at, in TEvent entry)
        where TEvent : struct, ITallyEvent
    {
        RecordResult checkedTime = _clock.Check(at);
        return checkedTime == RecordResult.Accepted
            ? Series.Record(MinuteClock.Of(at), in entry)
            : Series.Drop(checkedTime, entry.Count);
    }
}
