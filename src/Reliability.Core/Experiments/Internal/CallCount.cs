namespace Reliability.Experiments.Internal;

/// <summary>The numbers of calls that reported an impression of a variant and a conversion.</summary>
internal sealed class CallCount
{
    private long _impressions;
    private long _conversions;

    public long Impressions => Interlocked.Read(ref _impressions);

    public long Conversions => Interlocked.Read(ref _conversions);

    public void AddImpression() => Interlocked.Increment(ref _impressions);

    public void AddConversion() => Interlocked.Increment(ref _conversions);
}
