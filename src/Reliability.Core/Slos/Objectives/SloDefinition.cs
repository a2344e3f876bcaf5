using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// A service level objective: what is measured, how much of it must be good, over which time, and when to raise an alarm.
/// </summary>
public sealed record SloDefinition
{
    /// <summary>The service of objectives that do not name one.</summary>
    public const string DefaultService = "default";

    /// <summary>The highest target of a ratio, in percent.</summary>
    public const decimal MaxTarget = 99.99999999m;

    /// <summary>Defines an objective.</summary>
    /// <param name="name">The name, unique within an application: 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="target">
    /// The share of good events in percent, as people write it: 99.9 and not 0.999. Above 0 and at most 99.99999999; exactly 100 for zero
    /// tolerance and for nothing else.
    /// </param>
    /// <param name="indicator">What is measured.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is illegal.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is outside its range.</exception>
    public SloDefinition(string name, decimal target, Indicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        Name = RequireName(name, nameof(name));
        Target = RequireTarget(target, indicator);
        Indicator = indicator;
    }

    /// <summary>The name, unique within an application.</summary>
    public string Name { get; }

    /// <summary>The share of good events in percent.</summary>
    public decimal Target { get; }

    /// <summary>What is measured.</summary>
    public Indicator Indicator { get; }

    /// <summary>The service whose objective this is. Default: <see cref="DefaultService"/>.</summary>
    public string Service { get; init => field = Owned.RequireService(value, nameof(value)); } = DefaultService;

    /// <summary>What the objective means to its users, in a sentence.</summary>
    public string? Description { get; init; }

    /// <summary>The time over which the budget is counted. Default: the last 30 days.</summary>
    public SloWindow Window { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = SloWindow.Default;

    /// <summary>What the budget counts. Default: events.</summary>
    public Budgeting Budgeting { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = Budgeting.Occurrences;

    /// <summary>The remaining share of the budget below which it is at risk, 0 to 1. Default: 0.25.</summary>
    public decimal AtRiskBelow
    {
        get;
        init
        {
            Require.That(value is >= 0 and <= 1, value, "AtRiskBelow is a share of the budget from 0 to 1.", nameof(value));
            field = value;
        }
    } = 0.25m;

    /// <summary>
    /// When to raise an alarm. Default: the multi-window burn-rate rules of the SRE Workbook, scaled to the window; for zero
    /// tolerance, any bad event within a day.
    /// </summary>
    public IReadOnlyList<AlertRule> Alerts
    {
        get => field ?? DefaultAlerts();
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
        }
    }

    /// <summary>The share of events that may be bad: 1 - target / 100.</summary>
    public decimal ErrorBudget => 1 - (Target / 100);

    /// <summary>
    /// The highest burn rate there can be, reached when every event is bad: 1 / (1 - target / 100). None for zero tolerance.
    /// </summary>
    public decimal? MaxBurnRate => ErrorBudget > 0 ? 1 / ErrorBudget : null;

    /// <summary>
    /// The series that holds the events. Events that were judged by another measure, such as another threshold, mean something else: they
    /// lie in a series of their own, which is
    /// named after the measure.
    /// </summary>
    public SeriesDefinition Series => Indicator.SeriesFor(SeriesId) with { Name = Name };

    internal SeriesId SeriesId => Owned.Series(Service, Name, DefinitionText.MeasureOfSeries(this));

    /// <summary>An objective for the share of events that succeed.</summary>
    /// <param name="name">The name.</param>
    /// <param name="target">The share in percent, such as 99.9.</param>
    public static SloDefinition Availability(string name, decimal target) => new(name, target, new AvailabilityIndicator());

    /// <summary>An objective for the share of events that are fast enough.</summary>
    /// <param name="name">The name.</param>
    /// <param name="threshold">The longest good duration, above zero.</param>
    /// <param name="target">The share in percent, such as 95.</param>
    public static SloDefinition Latency(
        string name,
        TimeSpan threshold,
        decimal target) => new(name, target, new LatencyIndicator(threshold));

    /// <summary>An objective for an average score.</summary>
    /// <param name="name">The name.</param>
    /// <param name="average">The average to reach, above zero and below <paramref name="scale"/>.</param>
    /// <param name="scale">The best score.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is outside its range.</exception>
    public static SloDefinition Score(string name, decimal average, decimal scale)
    {
        var indicator = new ScoreIndicator((double)scale);
        Require.That(
            average > 0 && average < scale,
            average,
            $"An average to reach is above 0 and below the scale ({scale}).",
            nameof(average));
        return new SloDefinition(name, average / scale * 100, indicator);
    }

    /// <summary>An objective that something never happens, or at most a few times.</summary>
    /// <param name="name">The name.</param>
    /// <param name="allowedEvents">How many bad events a window may hold. Default: none.</param>
    public static SloDefinition ZeroTolerance(
        string name,
        long allowedEvents = 0) => new(name, 100, new ZeroToleranceIndicator(allowedEvents));

    /// <summary>An objective for the share of measured values on the right side of a limit.</summary>
    /// <param name="name">The name.</param>
    /// <param name="limit">The limit, itself good.</param>
    /// <param name="target">The share in percent.</param>
    /// <param name="goodAtLeast">Whether values at or above the limit are good, rather than those at or below.</param>
    public static SloDefinition Measurement(string name, double limit, decimal target, bool goodAtLeast = false) =>
        new(name, target, new MeasurementIndicator(limit, goodAtLeast));

    /// <summary>Writes an objective as a sentence.</summary>
    /// <param name="name">The name.</param>
    /// <param name="define">Says what is measured, over which time, and when to raise an alarm.</param>
    /// <exception cref="ArgumentException">The objective is not valid.</exception>
    /// <exception cref="InvalidOperationException">The sentence does not say what is measured.</exception>
    public static SloDefinition Create(string name, Action<SloBuilder> define)
    {
        ArgumentNullException.ThrowIfNull(define);
        var builder = new SloBuilder(StoreName.Require(name));
        define(builder);
        return builder.Build();
    }

    /// <summary>Checks what no single property can: that every alert rule fits the objective and that their names differ.</summary>
    /// <returns>What is wrong, one sentence each; empty when the definition is sound.</returns>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (AlertRule rule in Alerts)
        {
            if (!names.Add(rule.Name))
            {
                problems.Add($"Objective '{Name}' has two alert rules named '{rule.Name}'; names are unique within an objective.");
            }

            if (rule.Fault(this) is { } fault)
            {
                problems.Add($"Alert rule '{rule.Name}' of objective '{Name}': {fault}");
            }
        }

        if (Indicator is ZeroToleranceIndicator && Budgeting is not OccurrenceBudgeting)
        {
            problems.Add($"Objective '{Name}' has zero tolerance, which counts events; time slices are for ratios.");
        }

        return problems;
    }

    /// <summary>
    /// Returns what decides about budgets and alerts in one line, such as <c>99.9 % availability over 30d rolling, counted in events;
    /// alerts: ...</c>. The text of a definition stays the
    /// same across versions of this package, so that two processes, and two moments, can be compared by it.
    /// </summary>
    public string Describe() => DefinitionText.Of(this);

    /// <summary>Equal when everything is, the alert rules one by one.</summary>
    /// <param name="other">The other definition.</param>
    public bool Equals(SloDefinition? other) =>
        other is not null
        && (Name, Service, Target, Description, AtRiskBelow) == (other.Name,
            other.Service,
            other.Target,
            other.Description,
            other.AtRiskBelow)
        && Indicator.Equals(other.Indicator)
        && Window.Equals(other.Window)
        && Budgeting.Equals(other.Budgeting)
        && Alerts.SequenceEqual(other.Alerts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Service, Target);

    internal static SloDefinition RequireValid(SloDefinition slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        IReadOnlyList<string> problems = slo.Validate();
        return problems.Count == 0 ? slo : throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(slo));
    }

    private static string RequireName(string name, string parameter) =>
        StoreName.Require(name, parameter).AsSpan().IsWhiteSpace()
            ? throw new ArgumentException("A name of white space alone cannot be told from another.", parameter)
            : name;

    private static decimal RequireTarget(decimal target, Indicator indicator)
    {
        if (indicator is ZeroToleranceIndicator)
        {
            Require.That(target == 100, target, "The target of a zero-tolerance objective is exactly 100.", nameof(target));
        }
        else
        {
            string hint = target == 100 ? " For 100 use a zero-tolerance objective." : string.Empty;
            Require.That(
                target is > 0 and <= MaxTarget,
                target,
                $"A target is a percentage above 0 and at most {MaxTarget}, such as 99.9.{hint}",
                nameof(target));
        }

        return target;
    }

    private AlertRule[] DefaultAlerts() => Indicator is ZeroToleranceIndicator
        ? [new BadEventRule(TimeSpan.FromDays(1))]
        : [.. BurnRateRule.Workbook(Window.NominalLength, Target).Where(rule => rule.Fault(this) is null)];
}
