using Reliability.Recording;

namespace Reliability.Internal;

/// <summary>The numbers of events that a recorder could not store before it stopped, or that came later, by kind.</summary>
internal readonly record struct LostEvents(long Outcomes, long Values, long InstrumentOutcomes, long InstrumentValues)
{
    public long All => Outcomes + Values + InstrumentOutcomes + InstrumentValues;

    public static LostEvents Of(RecorderStatistics statistics) => new(
        statistics.DroppedStopped - statistics.DroppedStoppedValues - statistics.DroppedStoppedInstrumentOutcomes,
        statistics.DroppedStoppedValues - statistics.DroppedStoppedInstrumentValues,
        statistics.DroppedStoppedInstrumentOutcomes,
        statistics.DroppedStoppedInstrumentValues);

    public LostEvents Since(LostEvents before) => new(
        Outcomes - before.Outcomes,
        Values - before.Values,
        InstrumentOutcomes - before.InstrumentOutcomes,
        InstrumentValues - before.InstrumentValues);
}
