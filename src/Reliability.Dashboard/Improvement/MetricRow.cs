namespace Reliability.Dashboard.Internal;

/// <summary>A metric of improvement. Durations are in seconds.</summary>
internal sealed record MetricRow
{
    /// <summary>Gets the name, as the API has it.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the name as people read it.</summary>
    public required string Label { get; init; }

    public required string Definition { get; init; }

    /// <summary>Gets the unit: seconds, share, per day or per 30 days.</summary>
    public required string Unit { get; init; }

    /// <summary>Gets the number of records that count.</summary>
    public required int Count { get; init; }

    /// <summary>Gets how many of them have the property; <see langword="null"/> for what is no share.</summary>
    public int? Matching { get; init; }

    /// <summary>Gets the median of durations, the share or the rate; <see langword="null"/> if it is not known.</summary>
    public double? Value { get; init; }

    public double? Low { get; init; }

    public double? High { get; init; }

    /// <summary>Gets the confidence level of the interval; <see langword="null"/> if there is none.</summary>
    public double? Confidence { get; init; }

    public double? P90 { get; init; }

    public double? Mean { get; init; }

    /// <summary>Gets the number of records that are not over; <see langword="null"/> for what is no duration.</summary>
    public int? Open { get; init; }

    /// <summary>Gets the median to which those contribute the time that they have taken so far.</summary>
    public double? CensoredMedian { get; init; }

    /// <summary>Gets the number of records that do not count.</summary>
    public required int Excluded { get; init; }

    /// <summary>Gets why there is no figure, in words; <see langword="null"/> if there is one.</summary>
    public string? Because { get; init; }
}
