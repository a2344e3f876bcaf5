namespace Reliability.Dashboard.Internal;

/// <summary>A day that is far from its neighbours.</summary>
internal sealed record TrendOutlierRow
{
    public required DateTimeOffset At { get; init; }

    public double? Value { get; init; }

    public double? Expected { get; init; }
}
