namespace Reliability.Storage.Redis.Internal;

/// <summary>Ranges that one call reads: of one service and, if they include sketches, of one chunk of its journal.</summary>
internal sealed class RangeGroup(string service, int? chunk)
{
    public string Service => service;

    public int? Chunk => chunk;

    public List<SlotRange> Ranges { get; } = [];

    /// <summary>Gets the number of buckets that the call reads, and one for each range.</summary>
    public long Slots { get; private set; }

    public void Add(SlotRange range)
    {
        Ranges.Add(range);
        Slots += range.SlotCount + 1;
    }
}
