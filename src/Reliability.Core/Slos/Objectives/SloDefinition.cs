using Reliability.Common.Internal;
using Reliability.Recording;
using Reliability.Slos.Internal;
using Reliability.Storage;

namespace Reliability.Slos;

/// <summary>
/// A service level objective (SLO): what is measured, which share of it must be good, over which window, and when to alert.
/// </summary>
public sealed record SloDefinition
{
    /// <summary>The service of an objective that does not name one.</summary>
    public const string DefaultService = "default";

    /// <summary>The maximum target of a ratio, in percent.</summary>
    public const decimal MaxTarget = 99.99999999m;

    private const decimal DefaultAtRiskBelow = 0.25m;

    private readonly Indicator _indicator;
    private DefaultRules? _defaultRules;

    /// <summary>Initializes a new instance with a name, a target and an indicator.</summary>
    /// <param name="name">The name, unique within an application: 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="target">
    /// The target share of good events in percent, such as 99.9 (not 0.999). Above 0 and at most 99.99999999, or exactly 100 for a
    /// zero-tolerance objective.
    /// </param>
    /// <param name="indicator">What is measured, and which events are good.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not a valid name.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="target"/> is out of range.</exception>
    public SloDefinition(string name, decimal target, Indicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        _indicator = indicator;
        Name = RequireName(name, nameof(name));
        Target = RequireTarget(target, indicator, nameof(target));
    }

    /// <summary>Gets the name, unique within an application: 1 to 200 bytes of UTF-8 without control characters.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public string Name { get; init => field = RequireName(value, nameof(value)); }

    /// <summary>
    /// Gets the target share of good events in percent. Above 0 and at most <see cref="MaxTarget"/>, or exactly 100 for a zero-tolerance
    /// objective. The default alert rules follow a new target; rules that were declared stay as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The target is out of range for <see cref="Indicator"/>.</exception>
    public decimal Target { get; init => field = RequireTarget(value, Indicator, nameof(value)); }

    /// <summary>
    /// Gets what is measured, and which events are good. Another indicator must suit <see cref="Target"/>: an objective with zero
    /// tolerance stays one, and any other does not become one. The events of another measure are another <see cref="Series"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The indicator does not suit the target.</exception>
    public Indicator Indicator
    {
        get => _indicator;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value is ZeroToleranceIndicator != _indicator is ZeroToleranceIndicator)
            {
                throw new ArgumentException(
                    $"Objective '{Name}' has a target of {Check.Text($"{Target:0.########} %")}, which does not suit the other indicator. "
                    + "Zero tolerance has a target of 100, and no other indicator has; declare another objective.",
                    nameof(value));
            }

            _indicator = value;
        }
    }

    /// <summary>Gets the service that the objective belongs to. Default: <see cref="DefaultService"/>.</summary>
    public string Service { get; init => field = Owned.RequireService(value, nameof(value)); } = DefaultService;

    /// <summary>Gets the description: what the objective means to its users, in one sentence.</summary>
    public string? Description { get; init; }

    /// <summary>Gets the window over which the budget is counted. Default: the last 30 days.</summary>
    public SloWindow Window { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = SloWindow.Default;

    /// <summary>Gets the unit in which the budget is counted. Default: events.</summary>
    public Budgeting Budgeting { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = Budgeting.Occurrences;

    /// <summary>Gets the remaining share of the budget below which the budget is at risk, 0 to 1. Default: 0.25.</summary>
    public decimal AtRiskBelow
    {
        get;
        init
        {
            Check.That(value is >= 0 and <= 1, value, "AtRiskBelow must be a share of the budget, 0 to 1.", nameof(value));
            field = value;
        }
    } = DefaultAtRiskBelow;

    /// <summary>
    /// Gets the maximum time without events that counts as quiet. A longer silence is <see cref="BudgetState.NoData"/>, because the
    /// source may be dead. It is <see langword="null"/> (default) if events may be absent for any time, and otherwise at least a minute.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than a minute.</exception>
    public TimeSpan? ExpectsEventsWithin
    {
        get;
        init
        {
            Check.That(
                value is null || value >= TimeSpan.FromMinutes(1), value, "Events are expected within a minute or more.", nameof(value));
            field = value;
        }
    }

    /// <summary>
    /// Gets the alert rules. Default: the multi-window burn-rate rules of the SRE Workbook, scaled to the window; for zero tolerance, a
    /// rule that pages on any bad event within a day.
    /// </summary>
    public IReadOnlyList<AlertRule> Alerts
    {
        get => field ?? KnownDefaultAlerts();
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = [.. value];
        }
    }

    /// <summary>Gets the share of events that may be bad: 1 - target / 100.</summary>
    public decimal ErrorBudget => 1 - (Target / 100);

    /// <summary>
    /// Gets the maximum burn rate, which is reached if every event is bad: 1 / (1 - target / 100). It is <see langword="null"/>
    /// for zero tolerance.
    /// </summary>
    public decimal? MaxBurnRate => ErrorBudget > 0 ? 1 / ErrorBudget : null;

    /// <summary>
    /// Gets the definition of the series that stores the events. An event that was judged by another measure, such as another threshold,
    /// has another meaning, so each measure has its own series, with the measure in its ID.
    /// </summary>
    public SeriesDefinition Series => Indicator.SeriesFor(SeriesId) with { Name = Name };

    internal ObjectiveTerms Terms => new(Indicator, Target, Window, Budgeting)
    {
        Series = Series,
        MaxBurnRate = MaxBurnRate,
    };

    internal SeriesId SeriesId => Owned.Series(Service, Name, DefinitionText.MeasureOfSeries(Indicator));

    /// <summary>Creates an objective for the share of events that succeed.</summary>
    /// <param name="name">The name.</param>
    /// <param name="target">The target share in percent, such as 99.9.</param>
    public static SloDefinition Availability(string name, decimal target) => new(name, target, new AvailabilityIndicator());

    /// <summary>Creates an objective for the share of events that take no longer than a threshold.</summary>
    /// <param name="name">The name.</param>
    /// <param name="threshold">The maximum duration of a good event, above 0.</param>
    /// <param name="target">The target share in percent, such as 95.</param>
    public static SloDefinition Latency(
        string name,
        TimeSpan threshold,
        decimal target) => new(name, target, new LatencyIndicator(threshold));

    /// <summary>Creates an objective for an average score.</summary>
    /// <param name="name">The name.</param>
    /// <param name="average">The target average, above 0 and below <paramref name="scale"/>.</param>
    /// <param name="scale">The best score.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="average"/> is out of range.</exception>
    public static SloDefinition Score(string name, decimal average, decimal scale)
    {
        var indicator = new ScoreIndicator((double)scale);
        Check.That(
            average > 0 && average < scale,
            average,
            $"The target average must be above 0 and below the scale ({scale}).",
            nameof(average));
        return new SloDefinition(name, average / scale * 100, indicator);
    }

    /// <summary>Creates an objective for bad events that must never happen, or at most a few times in a window.</summary>
    /// <param name="name">The name.</param>
    /// <param name="allowedEvents">The number of bad events that the window may contain. Default: 0.</param>
    public static SloDefinition ZeroTolerance(
        string name,
        long allowedEvents = 0) => new(name, 100, new ZeroToleranceIndicator(allowedEvents));

    /// <summary>Creates an objective for the share of measured values that are within a limit.</summary>
    /// <param name="name">The name.</param>
    /// <param name="limit">The limit, which is itself a good value.</param>
    /// <param name="target">The target share in percent.</param>
    /// <param name="goodAtLeast">
    /// <see langword="true"/> if values at or above the limit are good; <see langword="false"/> (default) if values at or below it are
    /// good.
    /// </param>
    public static SloDefinition Measurement(string name, double limit, decimal target, bool goodAtLeast = false) =>
        new(name, target, new MeasurementIndicator(limit, goodAtLeast));

    /// <summary>
    /// Validates what a single property cannot: each alert rule must fit the objective, rule names must be unique, and an objective with
    /// zero tolerance must count events.
    /// </summary>
    /// <returns>The problems, one sentence each; empty if the definition is valid.</returns>
    public IReadOnlyList<string> Validate()
    {
        var problems = new List<string>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (AlertRule rule in Alerts)
        {
            if (!names.Add(rule.Name))
            {
                problems.Add($"Objective '{Name}' has two alert rules named '{rule.Name}'; names must be unique within an objective.");
            }

            if (rule.Fault(Terms) is { } fault)
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
    /// Returns everything but the name, the service and the description in one line, such as <c>99.9 % availability over 30d rolling,
    /// counted in events; alerts: ...</c>. Two definitions that differ in anything else have different texts, and the text of a definition
    /// is the same in all versions of this package, so it can be used to compare the definitions of two processes or two points in time.
    /// </summary>
    public string Describe() => DefinitionText.Of(
        Terms, Alerts, ExpectsEventsWithin, AtRiskBelow == DefaultAtRiskBelow ? null : AtRiskBelow);

    /// <summary>Returns whether another definition is equal in all properties, including the alert rules in order.</summary>
    /// <param name="other">The other definition.</param>
    public bool Equals(SloDefinition? other) =>
        other is not null
        && (Name, Service, Target, Description, AtRiskBelow, ExpectsEventsWithin) == (other.Name,
            other.Service,
            other.Target,
            other.Description,
            other.AtRiskBelow,
            other.ExpectsEventsWithin)
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
            ? throw new ArgumentException("A name of white space alone is not valid.", parameter)
            : name;

    private static decimal RequireTarget(decimal target, Indicator indicator, string parameter)
    {
        if (indicator is ZeroToleranceIndicator)
        {
            Check.That(target == 100, target, "The target of a zero-tolerance objective is exactly 100.", parameter);
        }
        else
        {
            string hint = target == 100 ? " For 100 use a zero-tolerance objective." : string.Empty;
            Check.That(
                target is > 0 and <= MaxTarget,
                target,
                $"The target must be a percentage above 0 and at most {MaxTarget}, such as 99.9.{hint}",
                parameter);
        }

        return target;
    }

    /// <summary>
    /// Returns the default rules, which are computed once: an evaluation asks for them several times. A copy with other properties
    /// computes its own.
    /// </summary>
    private AlertRule[] KnownDefaultAlerts()
    {
        DefaultRules? known = _defaultRules;
        if (known is null || !ReferenceEquals(known.Owner, this))
        {
            _defaultRules = known = new DefaultRules(this, DefaultAlerts());
        }

        return known.Rules;
    }

    private AlertRule[] DefaultAlerts() => Indicator is ZeroToleranceIndicator
        ? [new BadEventRule(TimeSpan.FromDays(1)) { Severity = AlertSeverity.Page }]
        : [.. BurnRateRule.Workbook(Window.NominalLength, Target).Where(rule => rule.Fault(Terms) is null)];

    /// <summary>The default rules of one instance.</summary>
    private sealed class DefaultRules(SloDefinition owner, AlertRule[] rules)
    {
        public SloDefinition Owner => owner;

        public AlertRule[] Rules => rules;
    }
}
