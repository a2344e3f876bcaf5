namespace Reliability.Storage.Redis.Internal;

/// <summary>A range of a series in the numbers of its tier, and the place of its query. Without a tier, it is empty.</summary>
internal sealed class SlotRange(SeriesQuery query, TierLayout? tier, int place)
{
    public SeriesQuery Query => query;

    public string Series => query.Series.Name;

    public int Place => place;

    public TierLayout? Tier => tier;

    /// <summary>Gets the number of the first bucket.</summary>
    public long First { get; } = tier?.FirstFrom(query.From) ?? 0;

    /// <summary>Gets the number of the last bucket, which is less than the first one if the range is empty.</summary>
    public long Last { get; } = (tier?.FirstFrom(query.To) ?? 0) - 1;

    public long SlotCount => Math.Max(0, Last - First + 1);

    public long BlockCount => SlotCount == 0 ? 0 : tier!.Block(Last) - tier.Block(First) + 1;

    /// <summary>Returns the parts of the range, one for each block, oldest first.</summary>
    public IEnumerable<(long Block, int FirstSlot, int LastSlot)> Parts()
    {
        long blocks = BlockCount;
        for (int i = 0; i < blocks; i++)
        {
            yield return (
                tier!.Block(First) + i,
                i == 0 ? tier.Slot(First) : 0,
                i == blocks - 1 ? tier.Slot(Last) : tier.BlockSize - 1);
        }
    }
}
