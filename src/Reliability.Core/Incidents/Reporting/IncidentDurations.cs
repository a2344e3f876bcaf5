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
        return new IncidentDurations { Count = sorted.Length, Median = At(0.5), P75 = At(0.75), P90 = At(0.9) };

        TimeSpan? At(double quantile)
        {
            if (sorted.Length == 0)
            {
                return null;
            }

            double place = quantile * (sorted.Length - 1);
            int low = (int)place;
            int high = Math.Min(low + 1, sorted.Length - 1);
            return sorted[low] + ((sorted[high] - sorted[low]) * (place - low));
        }
    }
}
