namespace Reliability.Recording.Internal;

/// <summary>Adds up the numbers of events of a recorder.</summary>
internal static class RecorderCount
{
    /// <summary>Returns the numbers of events by state. The caller must hold the recorder's gate, and have collected.</summary>
    public static RecorderStatistics Of(List<SeriesAccumulator> all, BatchSender sender, Quota budget)
    {
        long recorded = 0;
        long waiting = sender.Waiting;
        long rejected = 0;
        EventCounts stopped = sender.Abandoned;
        var drops = new DropCounts();
        foreach (SeriesAccumulator series in all.Where(one => one.Whole is null))
        {
            (long seriesRecorded, long seriesWaiting, EventCounts seriesStopped) = series.Count(drops);
            recorded += seriesRecorded;
            waiting += seriesWaiting;
            stopped += seriesStopped;
            rejected += series.Rejected;
        }

        return new RecorderStatistics
        {
            Recorded = recorded,
            Flushed = sender.Flushed,
            Pending = waiting,
            DroppedTooOld = drops[RecordResult.TooOld],
            DroppedInFuture = drops[RecordResult.InFuture],
            DroppedBufferFull = drops[RecordResult.BufferFull],
            DroppedStopped = stopped.Events,
            DroppedStoppedValues = stopped.Values,
            DroppedStoppedInstrumentOutcomes = stopped.InstrumentOutcomes,
            DroppedStoppedInstrumentValues = stopped.InstrumentValues,
            Rejected = rejected,
            PendingBuckets = (int)budget.Used,
            DuplicateBatches = sender.DuplicateBatches,
        };
    }
}
