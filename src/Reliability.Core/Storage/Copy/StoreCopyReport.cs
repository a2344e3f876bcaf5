namespace Reliability.Storage;

/// <summary>The progress of a copy.</summary>
public sealed record StoreCopyReport
{
    /// <summary>
    /// Gets the item that is being copied, such as <c>series shop/checkout</c>, or <see langword="null"/> before the first.
    /// </summary>
    public string? Current { get; init; }

    /// <summary>Gets the number of buckets that the copy added to the target, in all tiers.</summary>
    public long Buckets { get; init; }

    /// <summary>Gets the number of producers whose sequence the copy transferred to the target.</summary>
    public long Producers { get; init; }

    /// <summary>Gets the number of documents that the copy created at the target.</summary>
    public long Documents { get; init; }

    /// <summary>Gets the number of events that the copy appended at the target.</summary>
    public long Events { get; init; }

    /// <summary>Gets the number of experiments whose copy this run completed at the target.</summary>
    public long Experiments { get; init; }

    /// <summary>Gets the number of units of those experiments, including crossed ones.</summary>
    public long Units { get; init; }

    /// <summary>Gets the items that the target holds in another version, one sentence each. The copy did not change them.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];
}
