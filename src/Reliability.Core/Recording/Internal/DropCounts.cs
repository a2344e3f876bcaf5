namespace Reliability.Recording.Internal;

/// <summary>
/// The numbers of dropped events by reason. The owner's gate guards them, so that a reader sees them together with the number of recorded
/// events.
/// </summary>
internal sealed class DropCounts
{
    private readonly long[] _counts = new long[Enum.GetValues<RecordResult>().Length];

    public long this[RecordResult reason] => _counts[(int)reason];

    public void Add(RecordResult reason, long count) => _counts[(int)reason] += count;

    public void Add(DropCounts other)
    {
        for (int i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }
}
