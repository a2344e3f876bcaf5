using Reliability.Common.Internal;

namespace Reliability.Experiments;

/// <summary>A metric of an experiment.</summary>
public sealed record ExperimentMetric
{
    /// <summary>The maximum of <see cref="MinEffect"/>.</summary>
    public const double MaxEffect = 10;

    private const string SloPrefix = "slo:";

    /// <summary>
    /// Gets the name that is passed to <see cref="TrackedExperiment.Metric"/>, 1 to 200 bytes of UTF-8 without control characters.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Gets the kind of the metric. The default is a proportion.</summary>
    public MetricKind Kind { get; init; }

    /// <summary>Gets the role of the metric. The default is secondary.</summary>
    public MetricRole Role { get; init; }

    /// <summary>Gets the direction that is better. The default is an increase.</summary>
    public MetricGoal Goal { get; init; }

    /// <summary>
    /// Gets the smallest effect that matters, as a share of the control's value, above 0 and at most <see cref="MaxEffect"/>: 0.05 for 5 %.
    /// Without it, no result is ever reported as "no difference", because the threshold for it is not defined. The default is none.
    /// </summary>
    public double? MinEffect { get; init; }

    /// <summary>
    /// Gets the margin by which a guardrail may get worse. It is required for a guardrail and not allowed for other metrics.
    /// </summary>
    public GuardrailMargin? Margin { get; init; }

    /// <summary>Creates a primary metric that is a proportion: the share of units that convert.</summary>
    /// <param name="name">The name.</param>
    /// <param name="minEffect">The smallest effect that matters, as a share of the control's value.</param>
    public static ExperimentMetric Primary(string name, double? minEffect = null) =>
        new() { Name = name, Role = MetricRole.Primary, MinEffect = minEffect };

    /// <summary>Creates a guardrail: a metric that must not get worse by more than a margin.</summary>
    /// <param name="name">The name.</param>
    /// <param name="kind">The kind of the metric.</param>
    /// <param name="goal">The direction that is better.</param>
    /// <param name="margin">The margin by which the metric may get worse.</param>
    public static ExperimentMetric Guardrail(string name, MetricKind kind, MetricGoal goal, GuardrailMargin margin) =>
        new() { Name = name, Kind = kind, Role = MetricRole.Guardrail, Goal = goal, Margin = margin };

    /// <summary>
    /// Creates a guardrail from an objective of the service: the share of bad events, which must not grow. The events of a unit are not
    /// independent of each other, so the variance is computed by unit (a ratio).
    /// <see cref="TrackedExperiment.Guardrail(Recording.OutcomeRecorder)"/> or the requests of ASP.NET Core count it.
    /// </summary>
    /// <param name="slo">The name of the objective. The name of the metric is <c>slo:</c> followed by this name.</param>
    /// <param name="margin">The margin by which the share may grow.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is not a valid name.</exception>
    public static ExperimentMetric SloGuardrail(string slo, GuardrailMargin margin) =>
        Guardrail(NameOfSlo(slo), MetricKind.Ratio, MetricGoal.Decrease, margin);

    /// <summary>Gets a value indicating whether the metric counts the good and bad events of an objective.</summary>
    internal bool IsSloGuardrail => Role == MetricRole.Guardrail
        && Kind == MetricKind.Ratio
        && Name.StartsWith(SloPrefix, StringComparison.Ordinal);

    /// <summary>
    /// Returns why the metric counts nothing, if it is a guardrail of an objective and none of the declared ones has the name.
    /// </summary>
    internal string? UnknownSlo(IReadOnlyList<string> declared) =>
        IsSloGuardrail && !declared.Any(slo => NameOfSlo(slo) == Name)
            ? $"The guardrail '{Name}' counts nothing. {Names.Unknown("objective", Name[SloPrefix.Length..], declared)}"
            : null;

    internal static string NameOfSlo(string slo) => StoreName.Join(SloPrefix, StoreName.Require(slo));

    internal string? Fault()
    {
        if (StoreName.Fault(Name) is { } wrong)
        {
            return wrong;
        }

        if (!Enum.IsDefined(Kind) || !Enum.IsDefined(Role) || !Enum.IsDefined(Goal))
        {
            return $"metric '{Name}' must have a kind, role and goal that this library knows; it has {Kind}, {Role} and {Goal}.";
        }

        if (MinEffect is { } effect && !(effect > 0 && effect <= MaxEffect))
        {
            return FormattableString.Invariant(
                $"the smallest effect must be above 0 and at most {MaxEffect}, as a share; that of '{Name}' is {effect}.");
        }

        if (Role == MetricRole.Guardrail != Margin is not null)
        {
            return $"a guardrail must have a margin, and no other metric may; "
                + $"'{Name}' is {Role} and has {(Margin is null ? "none" : "one")}.";
        }

        return Margin is { } margin && !(margin.Value > 0 && double.IsFinite(margin.Value))
            ? FormattableString.Invariant($"a margin must be a finite number above 0; that of '{Name}' is {margin.Value}.")
            : null;
    }
}
