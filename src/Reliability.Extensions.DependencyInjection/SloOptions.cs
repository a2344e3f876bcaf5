using Reliability.Slos;

namespace Reliability;

/// <summary>An objective as configuration writes it. A setting that its kind or its other settings do not use is an error.</summary>
public sealed class SloOptions
{
    /// <summary>What is measured: <c>Availability</c>, <c>Latency</c>, <c>Score</c>, <c>ZeroTolerance</c> or <c>Measurement</c>. Required.</summary>
    public SloKind? Kind { get; set; }

    /// <summary>The share of good events in percent, such as 99.9; for availability, latency and measurement.</summary>
    public decimal? Target { get; set; }

    /// <summary>The longest good duration, such as <c>00:00:00.5</c>; for latency.</summary>
    public TimeSpan? Threshold { get; set; }

    /// <summary>The average to reach; for scores.</summary>
    public decimal? Average { get; set; }

    /// <summary>The best score; for scores.</summary>
    public decimal? Scale { get; set; }

    /// <summary>How many bad events a window may hold; for zero tolerance. Default: 0.</summary>
    public long? AllowedEvents { get; set; }

    /// <summary>The limit; for measurements.</summary>
    public double? Limit { get; set; }

    /// <summary>Whether values at or above the limit are good; for measurements. Default: <see langword="false"/>.</summary>
    public bool? GoodAtLeast { get; set; }

    /// <summary>The length of a rolling window, such as <c>30.00:00:00</c>. Default: 30 days, unless <see cref="Calendar"/> is set.</summary>
    public TimeSpan? Rolling { get; set; }

    /// <summary>The period of a calendar window: <c>Week</c>, <c>Month</c> or <c>Quarter</c>.</summary>
    public CalendarPeriod? Calendar { get; set; }

    /// <summary>The IANA time zone of a calendar window. Default: <c>UTC</c>.</summary>
    public string? Zone { get; set; }

    /// <summary>The length of a time slice; events are counted when it is not set.</summary>
    public TimeSpan? SliceLength { get; set; }

    /// <summary>The share of good events, in percent, from which a slice is good; for time slices.</summary>
    public decimal? SliceTarget { get; set; }

    /// <summary>What a slice without events counts as; for time slices. Default: <see cref="MissingSlice.Exclude"/>.</summary>
    public MissingSlice? MissingSlices { get; set; }

    /// <summary>The share of slices that must have been measured for the budget to be believed, 0 to 1; for time slices. Default: 0.9.</summary>
    public decimal? CoverageFloor { get; set; }

    /// <summary>The service whose objective this is. Default: that of the set-up.</summary>
    public string? Service { get; set; }

    /// <summary>What the objective means to its users.</summary>
    public string? Description { get; set; }

    /// <summary>The remaining share of the budget below which it is at risk.</summary>
    /// <value>Default 0.25; 0 to 1.</value>
    public decimal AtRiskBelow { get; set; } = 0.25m;

    /// <summary>When to raise an alarm. Default: the burn-rate rules of the SRE Workbook.</summary>
    public IList<AlertRuleOptions> Alerts { get; } = [];
}
