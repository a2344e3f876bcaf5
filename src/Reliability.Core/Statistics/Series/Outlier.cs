namespace Reliability.Statistics;

/// <summary>A single value that is far from its neighbours.</summary>
public sealed record Outlier
{
    /// <summary>Gets the index of the value.</summary>
    public required int Index { get; init; }

    /// <summary>Gets the value.</summary>
    public required double Value { get; init; }

    /// <summary>Gets the expected value: the median of the neighbours, with the season.</summary>
    public required double Expected { get; init; }

    /// <summary>Gets the distance from the expected value in robust standard deviations, with the sign of the difference.</summary>
    public required double Score { get; init; }
}
