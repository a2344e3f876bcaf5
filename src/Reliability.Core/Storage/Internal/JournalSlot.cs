namespace Reliability.Storage.Internal;

/// <summary>
/// The minute of a series to which a journaled sketch belongs, the start of its day, and its tiers. Times are ticks of UTC.
/// </summary>
internal readonly record struct JournalSlot(string Series, long Minute, long Day, SeriesTiers Tiers)
{
    public long StartOf(SeriesResolution tier) => tier switch
    {
        SeriesResolution.Minute => Minute,
        SeriesResolution.Hour => Minute - (Minute % TimeSpan.TicksPerHour),
        _ => Day,
    };
}
