namespace Reliability.Recording.Internal;

/// <summary>Numbers of events by what they are and by where they come from.</summary>
/// <param name="Events">The number of all events.</param>
/// <param name="Values">The number of events that have a value.</param>
/// <param name="InstrumentOutcomes">The number of outcomes that come from instruments.</param>
/// <param name="InstrumentValues">The number of values that come from instruments.</param>
internal readonly record struct EventCounts(long Events, long Values, long InstrumentOutcomes, long InstrumentValues)
{
    /// <summary>Returns the numbers of events of one series.</summary>
    public static EventCounts Of(SeriesKind kind, long events, long ofInstruments) =>
        kind == SeriesKind.Outcome ? new(events, 0, ofInstruments, 0) : new(events, events, 0, ofInstruments);

    public static EventCounts operator +(EventCounts one, EventCounts other) => new(
        one.Events + other.Events,
        one.Values + other.Values,
        one.InstrumentOutcomes + other.InstrumentOutcomes,
        one.InstrumentValues + other.InstrumentValues);
}
