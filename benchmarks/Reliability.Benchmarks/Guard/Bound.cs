namespace Reliability.Benchmarks.Guard;

/// <summary>What a benchmark must not exceed.</summary>
/// <param name="Type">The class of the benchmark.</param>
/// <param name="Subject">Its method.</param>
/// <param name="Limit">The most it may be: a factor of the peer's mean, or nanoseconds when there is no peer.</param>
/// <param name="Peer">The method of the same class that it is compared with.</param>
internal sealed record Bound(Type Type, string Subject, double Limit, string? Peer = null)
{
    /// <summary>The most bytes that one operation may allocate; null where it may allocate what it needs.</summary>
    public long? MaxAllocatedBytes { get; init; } = 0;
}
