using System.Runtime.CompilerServices;

namespace Reliability.Recording.Internal;

/// <summary>
/// An array of events that its thread does not find any more. If the system suspended the thread in the middle of an event, the thread
/// completes that event when it continues, however late. The array is therefore looked at until nothing refers to it, and once more then.
/// </summary>
internal sealed class RetiredEvents
{
    private static readonly ConditionalWeakTable<long[], RetiredEvents> Known = [];

    private readonly SeriesAccumulator _series;

    private RetiredEvents(SeriesAccumulator series, long[] events) => (_series, Events) = (series, events);

#pragma warning disable MA0055 // The memory is free when nothing refers to it, which only the garbage collector knows.
    ~RetiredEvents() => _series.AddUp(this);
#pragma warning restore MA0055

    public long[] Events { get; }

    /// <summary>Returns a reference that lasts as long as something else refers to the array.</summary>
    public static WeakReference<RetiredEvents> Add(SeriesAccumulator series, long[] events)
    {
        var retired = new RetiredEvents(series, events);
        Known.Add(events, retired);
        return new WeakReference<RetiredEvents>(retired);
    }
}
