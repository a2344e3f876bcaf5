namespace Reliability.Recording.Internal;

/// <summary>Dropped events by reason.</summary>
internal sealed class DropCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<RecordResult>().Length];

    public long this[RecordResult reason] => Interlocked.Read(ref _counts[(int)reason]);

    public void Add(RecordResult reason, long count) => Interlocked.Add(ref _counts[(int)reason], count);
}
