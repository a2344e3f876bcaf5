namespace Reliability.Storage.Internal;

/// <summary>One unit: its arm, when it was first seen there, and what it did.</summary>
internal sealed class StoredUnit(string variant, long time)
{
    public string Variant { get; } = variant;

    /// <summary>Unix time in milliseconds.</summary>
    public long Time { get; set; } = time;

    public bool IsCrossed { get; set; }

    public Dictionary<string, UnitMetric> Metrics { get; } = new(StringComparer.Ordinal);
}
