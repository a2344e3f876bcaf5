using Reliability.Slos;

namespace Reliability;

/// <summary>An objective as written in configuration. A setting that its kind or its other settings do not use is an error.</summary>
public sealed class SloOptions : FedOptions
{
    /// <summary>
    /// Gets or sets the kind of the objective: <c>Availability</c>, <c>Latency</c>, <c>Score</c>, <c>ZeroTolerance</c> or
    /// <c>Measurement</c>. Required. <c>Unknown</c> is rejected.
    /// </summary>
    public SloKind? Kind { get; set; }

    /// <summary>Gets or sets the percentage of good events, such as 99.9; for availability, latency and measurement.</summary>
    /// <value>Above 0, at most 99.99999999.</value>
    public decimal? Target { get; set; }

    /// <summary>Gets or sets the maximum duration of a good event, such as <c>00:00:00.5</c>; for latency.</summary>
    /// <value>Above 0.</value>
    public TimeSpan? Threshold { get; set; }

    /// <summary>Gets or sets the target average; for scores.</summary>
    /// <value>Above 0, below <see cref="Scale"/>.</value>
    public decimal? Average { get; set; }

    /// <summary>Gets or sets the best score; for scores.</summary>
    /// <value>0.000001 to 1,000,000,000.</value>
    public decimal? Scale { get; set; }

    /// <summary>Gets or sets the number of bad events that a window may contain; for zero tolerance.</summary>
    /// <value>0 or more. Default: 0.</value>
    public long? AllowedEvents { get; set; }

    /// <summary>Gets or sets the limit; for measurements.</summary>
    /// <value>Any finite number.</value>
    public double? Limit { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether values at or above the limit are good; for measurements. Default: <see langword="false"/>.
    /// </summary>
    public bool? GoodAtLeast { get; set; }

    /// <summary>Gets or sets the length of a rolling window, such as <c>30.00:00:00</c>.</summary>
    /// <value>1 hour to 366 days, in whole minutes. Default: <c>30.00:00:00</c>, unless <see cref="Calendar"/> is set.</value>
    public TimeSpan? Rolling { get; set; }

    /// <summary>Gets or sets the period of a calendar window: <c>Week</c>, <c>Month</c> or <c>Quarter</c>.</summary>
    public CalendarPeriod? Calendar { get; set; }

    /// <summary>Gets or sets the IANA time zone of a calendar window. Default: <c>UTC</c>.</summary>
    public string? Zone { get; set; }

    /// <summary>Gets or sets the length of a time slice. When it is not set, the objective counts events.</summary>
    /// <value>A divisor of 1 hour in whole minutes, or of 1 day in whole hours.</value>
    public TimeSpan? SliceLength { get; set; }

    /// <summary>Gets or sets the percentage of good events from which a slice is good; for time slices.</summary>
    /// <value>Above 0, at most 100.</value>
    public decimal? SliceTarget { get; set; }

    /// <summary>Gets or sets what a slice without events counts as; for time slices. Default: <see cref="MissingSlice.Exclude"/>.</summary>
    public MissingSlice? MissingSlices { get; set; }

    /// <summary>Gets or sets the share of slices that must have been measured for the budget to be reported; for time slices.</summary>
    /// <value>0 to 1. Default: 0.9.</value>
    public decimal? MinCoverageShare { get; set; }

    /// <summary>
    /// Gets or sets the maximum time without events that counts as quiet. A longer silence is no data. When it is not set, events may
    /// be absent for any time.
    /// </summary>
    /// <value>At least 1 minute. Default: not set.</value>
    public TimeSpan? ExpectsEventsWithin { get; set; }

    /// <summary>Gets or sets the service that owns the objective. Default: the service of the setup.</summary>
    public string? Service { get; set; }

    /// <summary>Gets or sets the description of the objective for its users.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the remaining share of the budget below which the budget is at risk.</summary>
    /// <value>0 to 1. Default: 0.25.</value>
    public decimal AtRiskBelow { get; set; } = 0.25m;

    /// <summary>
    /// Gets or sets how the burn-rate rules of the SRE Workbook are scaled to the window. When it is set, the objective has these rules and
    /// those of <see cref="Alerts"/>. Zero tolerance does not use it.
    /// </summary>
    /// <value>Default: not set. Without <see cref="Alerts"/>, the objective then has these rules with <c>KeepWindows</c>.</value>
    public BurnRateScaling? BurnRateScaling { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether the objective has no alert rules. It excludes <see cref="BurnRateScaling"/> and
    /// <see cref="Alerts"/>.
    /// </summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool WithoutAlerts { get; set; }

    /// <summary>Gets or sets when the objective, which is a metric too, notifies that it degrades.</summary>
    /// <value>Default: not set, which means never.</value>
    public TrendRuleOptions? TrendRule { get; set; }

    /// <summary>Gets the alert rules. The list is not empty if it is written.</summary>
    /// <value>Default: the burn-rate rules of the SRE Workbook, unless <see cref="WithoutAlerts"/> is set.</value>
    public IList<AlertRuleOptions> Alerts { get; } = [];
}
