namespace Reliability.Dashboard.Internal;

/// <summary>The units of an arm, day by day.</summary>
internal sealed record ExposureSeries
{
    public required string Variant { get; init; }

    public required IReadOnlyList<ExposurePoint> Points { get; init; }
}
