namespace Reliability.Storage.Internal;

/// <summary>One unit: its arm, the time of its first exposure, and its values.</summary>
internal sealed class StoredUnit(string variant, long time)
{
    public string Variant { get; } = variant;

    /// <summary>Gets or sets the time of the first exposure, as Unix time in milliseconds.</summary>
    public long Time { get; set; } = time;

    public bool IsCrossed { get; set; }

    public Dictionary<string, UnitMetric> Metrics { get; } = new(StringComparer.Ordinal);
}
