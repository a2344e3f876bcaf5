namespace Reliability.Dashboard.Internal;

/// <summary>Values over time.</summary>
internal sealed record TimeChart
{
    /// <summary>Gets the id of the figure, unique on the page.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the title.</summary>
    public required string Title { get; init; }

    /// <summary>Gets where time begins.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Gets where time ends.</summary>
    public required DateTimeOffset To { get; init; }

    /// <summary>Gets the zone in which ticks are round.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Gets how values are written.</summary>
    public required Format Format { get; init; }

    /// <summary>Gets the low end of values; <see langword="null"/> to choose a round one.</summary>
    public double? Low { get; init; }

    /// <summary>Gets the high end of values; <see langword="null"/> to choose a round one.</summary>
    public double? High { get; init; }

    /// <summary>Gets the height of the plot in pixels.</summary>
    public int Height { get; init; } = 160;

    /// <summary>Gets the series. The first one decides which spans are shown as not measured.</summary>
    public IReadOnlyList<TimeLine> Lines { get; init; } = [];

    /// <summary>Gets the ranges, drawn behind the series.</summary>
    public IReadOnlyList<TimeBand> Bands { get; init; } = [];

    /// <summary>Gets the bars, drawn behind all else.</summary>
    public TimeBars? Bars { get; init; }

    /// <summary>Gets the thresholds.</summary>
    public IReadOnlyList<Threshold> Thresholds { get; init; } = [];

    /// <summary>Gets what happened.</summary>
    public IReadOnlyList<TimeMarker> Markers { get; init; } = [];

    /// <summary>Writes the chart.</summary>
    /// <exception cref="ArgumentException">A part of the chart is not valid; the message names it.</exception>
    public void Write(HtmlWriter html)
    {
        TimeChartRules.Require(this);
        new TimeChartWriter(html, this).Write();
    }
}
