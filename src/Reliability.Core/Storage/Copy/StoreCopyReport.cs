namespace Reliability.Storage;

/// <summary>What a copy has done so far.</summary>
public sealed record StoreCopyReport
{
    /// <summary>What is being copied now, such as <c>series shop/checkout</c>; <see langword="null"/> before the first.</summary>
    public string? Current { get; init; }

    /// <summary>Buckets added to the target, of both tiers.</summary>
    public long Buckets { get; init; }

    /// <summary>Producers whose sequence the target now knows.</summary>
    public long Producers { get; init; }

    /// <summary>Documents created at the target.</summary>
    public long Documents { get; init; }

    /// <summary>Events appended at the target.</summary>
    public long Events { get; init; }

    /// <summary>What the target holds in another version, one sentence each; it was left as it is.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];
}
