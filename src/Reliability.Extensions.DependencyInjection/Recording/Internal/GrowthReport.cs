namespace Reliability.Internal;

/// <summary>Reports by how much a total grew: the first time at once, and then at most once a minute.</summary>
internal sealed class GrowthReport(TimeProvider timeProvider)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private long? _reportedAt;
    private long _reported;

    /// <summary>
    /// Reports the growth since the last report, if there is any and the pause is over, or if there will be no later report.
    /// </summary>
    public void Update(long total, Action<long> report, bool isLast = false)
    {
        if (total > _reported && (isLast || _reportedAt is not { } at || timeProvider.GetElapsedTime(at) >= Pause))
        {
            report(total - _reported);
            (_reported, _reportedAt) = (total, timeProvider.GetTimestamp());
        }
    }
}
