using Reliability.Common.Internal;

namespace Reliability.Slos;

/// <summary>Builds a <see cref="SloDefinition"/>: what to measure, over which window, and when to alert.</summary>
public sealed class SloBuilder
{
    private readonly string _name;
    private readonly List<AlertRule> _alerts = [];
    private SloDefinition? _definition;
    private Func<SloDefinition, SloDefinition> _shape = static slo => slo;
    private BurnRateScaling? _scaling;
    private bool _isSilent;

    private SloBuilder(string name) => _name = name;

    /// <summary>Creates an objective with a builder.</summary>
    /// <param name="name">The name.</param>
    /// <param name="define">Specifies what is measured, over which window, and when to alert.</param>
    /// <exception cref="ArgumentException">The objective is not valid.</exception>
    /// <exception cref="InvalidOperationException">
    /// <paramref name="define"/> does not specify what is measured, or specifies it twice, or combines
    /// <see cref="WithoutAlerts"/> with alert rules.
    /// </exception>
    public static SloDefinition Create(string name, Action<SloBuilder> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var builder = new SloBuilder(StoreName.Require(name));
        define(builder);
        return builder.Build();
    }

    /// <summary>Measures the share of events that succeed.</summary>
    /// <param name="target">The target share in percent, such as 99.9.</param>
    public SloBuilder Availability(decimal target) => Measure(SloDefinition.Availability(_name, target));

    /// <summary>Measures the share of events that take no longer than a threshold.</summary>
    /// <param name="threshold">The maximum duration of a good event, above 0.</param>
    /// <param name="target">The target share in percent, such as 95.</param>
    public SloBuilder Latency(TimeSpan threshold, decimal target) => Measure(SloDefinition.Latency(_name, threshold, target));

    /// <summary>Measures the average score.</summary>
    /// <param name="average">The target average, above 0 and below <paramref name="scale"/>.</param>
    /// <param name="scale">The best score.</param>
    public SloBuilder Score(decimal average, decimal scale) => Measure(SloDefinition.Score(_name, average, scale));

    /// <summary>Measures bad events that must never happen, or at most a few times in a window.</summary>
    /// <param name="allowedEvents">The number of bad events that the window may contain. Default: 0.</param>
    public SloBuilder ZeroTolerance(long allowedEvents = 0) => Measure(SloDefinition.ZeroTolerance(_name, allowedEvents));

    /// <summary>Measures the share of values that are within a limit.</summary>
    /// <param name="limit">The limit, which is itself a good value.</param>
    /// <param name="target">The target share in percent.</param>
    /// <param name="goodAtLeast">
    /// <see langword="true"/> if values at or above the limit are good; <see langword="false"/> (default) if values at or below it are
    /// good.
    /// </param>
    public SloBuilder Measurement(double limit, decimal target, bool goodAtLeast = false) =>
        Measure(SloDefinition.Measurement(_name, limit, target, goodAtLeast));

    /// <summary>Counts the budget over a window of constant length that ends now. Default: 30 days.</summary>
    /// <inheritdoc cref="RollingWindow(TimeSpan)"/>
    public SloBuilder OverRolling(TimeSpan length) => Over(SloWindow.Rolling(length));

    /// <summary>Counts the budget over a calendar week, month or quarter, and resets it when the next one starts.</summary>
    /// <inheritdoc cref="CalendarWindow(CalendarPeriod, string)"/>
    public SloBuilder OverCalendar(CalendarPeriod period, string zone = "UTC") => Over(SloWindow.Calendar(period, zone));

    /// <summary>Counts the budget over a window.</summary>
    /// <param name="window">The window.</param>
    public SloBuilder Over(SloWindow window) => Shape(slo => slo with { Window = window });

    /// <summary>Counts slices of time instead of events.</summary>
    /// <inheritdoc cref="TimeSliceBudgeting(TimeSpan, decimal, MissingSlice, decimal)"/>
    public SloBuilder InTimeSlices(
        TimeSpan length,
        decimal sliceTargetPercent,
        MissingSlice missing = MissingSlice.Exclude,
        decimal minCoverageShare = 0.9m)
    {
        Budgeting budgeting = Budgeting.TimeSlices(length, sliceTargetPercent, missing, minCoverageShare);
        return Shape(slo => slo with { Budgeting = budgeting });
    }

    /// <summary>Sets the service that the objective belongs to.</summary>
    /// <param name="service">The service: 1 to 200 bytes of UTF-8 without control characters.</param>
    public SloBuilder OfService(string service) => Shape(slo => slo with { Service = service });

    /// <summary>Sets the description: what the objective means to its users.</summary>
    /// <param name="description">The description, one sentence.</param>
    public SloBuilder Describe(string description) => Shape(slo => slo with { Description = description });

    /// <summary>Sets the remaining share of the budget below which the budget is at risk.</summary>
    /// <param name="share">The share, 0 to 1. Default: 0.25.</param>
    public SloBuilder AtRiskBelow(decimal share) => Shape(slo => slo with { AtRiskBelow = share });

    /// <summary>
    /// Expects events: a silence that is longer than this is <see cref="BudgetState.NoData"/> instead of a quiet time, because the source
    /// may be dead.
    /// </summary>
    /// <param name="within">The maximum time without events, at least a minute. The store must keep minutes for that long.</param>
    public SloBuilder ExpectsEvents(TimeSpan within) => Shape(slo => slo with { ExpectsEventsWithin = within });

    /// <summary>Adds an alert rule. The first rule that is added replaces the default rules.</summary>
    /// <param name="rule">The rule.</param>
    public SloBuilder AlertWhen(AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        _alerts.Add(rule);
        return this;
    }

    /// <summary>Adds the burn-rate rules of the SRE Workbook. They are the default if no other rule is added.</summary>
    /// <param name="scaling">How the rules are scaled to the window of the objective. Default: keep the windows of the rules.</param>
    public SloBuilder AlertOnBurnRate(BurnRateScaling scaling = BurnRateScaling.KeepWindows)
    {
        _scaling = scaling;
        return this;
    }

    /// <summary>Removes all alert rules. Without this call, an objective has the burn-rate rules of the SRE Workbook.</summary>
    /// <remarks>This method cannot be combined with <see cref="AlertWhen"/> or <see cref="AlertOnBurnRate"/>.</remarks>
    public SloBuilder WithoutAlerts()
    {
        _isSilent = true;
        return this;
    }

    private SloDefinition Build()
    {
        SloDefinition slo = _shape(_definition ?? throw new InvalidOperationException(
            $"Objective '{_name}' does not say what it measures; call Availability, Latency, Score, ZeroTolerance or Measurement."));
        IEnumerable<AlertRule> burnRate =
            _scaling is { } scaling ? BurnRateRule.Workbook(slo.Window.NominalLength, slo.Target, scaling) : [];
        AlertRule[] alerts = [.. burnRate, .. _alerts];
        if (_isSilent && alerts.Length > 0)
        {
            throw new InvalidOperationException($"Objective '{_name}' calls WithoutAlerts and also adds alert rules; use one of them.");
        }

        return SloDefinition.RequireValid(alerts.Length > 0 || _isSilent ? slo with { Alerts = alerts } : slo);
    }

    private SloBuilder Measure(SloDefinition definition)
    {
        if (_definition is not null)
        {
            throw new InvalidOperationException($"Objective '{_name}' has two indicators; an objective has one.");
        }

        _definition = definition;
        return this;
    }

    private SloBuilder Shape(Func<SloDefinition, SloDefinition> next)
    {
        Func<SloDefinition, SloDefinition> before = _shape;
        _shape = slo => next(before(slo));
        return this;
    }
}
