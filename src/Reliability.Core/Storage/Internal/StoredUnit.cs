namespace Reliability.Storage.Internal;

/// <summary>One unit: its arm, the time of its first exposure, and its values.</summary>
internal sealed class StoredUnit(string variant, long time)
{
    public string Variant { get; } = variant;

    /// <summary>Gets or sets the time of the first exposure, as Unix time in milliseconds.</summary>
    public long Time { get; set; } = time;

    public bool IsCrossed { get; set; }

    public Dictionary<string, UnitMetric> Metrics { get; } = new(StringComparer.Ordinal);

    public static StoredUnit Of(UnitRecord record)
    {
        var unit = new StoredUnit(record.Variant, record.Time.ToUnixTimeMilliseconds()) { IsCrossed = record.IsCrossed };
        foreach (UnitValues one in record.Values)
        {
            unit.Metrics.Add(one.Metric, new UnitMetric(one.X, one.Y, one.HasConversion, one.HasCovariate));
        }

        return unit;
    }

    public UnitRecord Record(string name) => new()
    {
        Unit = name,
        Variant = Variant,
        Time = DateTimeOffset.FromUnixTimeMilliseconds(Time),
        IsCrossed = IsCrossed,
        Values = [.. Metrics.Select(one => new UnitValues
        {
            Metric = one.Key,
            X = one.Value.X,
            Y = one.Value.Y,
            HasConversion = one.Value.HasFirst,
            HasCovariate = one.Value.HasCovariate,
        })],
    };
}
