using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <summary>How long something of incidents took. The mean is left out: a few long incidents decide it.</summary>
public sealed record IncidentDurations
{
    /// <summary>Gets the number of incidents that count.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the median, interpolated between the two middle ones, or <see langword="null"/> without incidents.</summary>
    public TimeSpan? Median { get; init; }

    /// <summary>Gets the 75th percentile, or <see langword="null"/> without incidents.</summary>
    public TimeSpan? P75 { get; init; }

    /// <summary>Gets the 90th percentile, or <see langword="null"/> without incidents.</summary>
    public TimeSpan? P90 { get; init; }

    /// <summary>Returns the durations of a sample. Quantiles are interpolated.</summary>
    /// <param name="sample">The sample, in any order.</param>
    public static IncidentDurations Of(IEnumerable<TimeSpan> sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        TimeSpan[] sorted = [.. sample.Order()];
        return new IncidentDurations
        {
            Count = sorted.Length,
            Median = DurationSample.Percentile(sorted, 50),
            P75 = DurationSample.Percentile(sorted, 75),
            P90 = DurationSample.Percentile(sorted, 90),
        };
    }
}
