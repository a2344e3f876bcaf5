using Reliability.Common.Internal;

namespace Reliability.Experiments;

/// <summary>What an experiment measures.</summary>
public sealed record ExperimentMetric
{
    /// <summary>The greatest legal <see cref="MinEffect"/>.</summary>
    public const double MaxEffect = 10;

    private const string SloPrefix = "slo:";

    /// <summary>Its name, as given to <see cref="TrackedExperiment.Metric"/>: 1 to 200 bytes of UTF-8 without control characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is per arm. Default: a proportion.</summary>
    public MetricKind Kind { get; init; }

    /// <summary>What it is there for. Default: to learn from.</summary>
    public MetricRole Role { get; init; }

    /// <summary>Which way is better. Default: more.</summary>
    public MetricGoal Goal { get; init; }

    /// <summary>
    /// The smallest effect that matters, as a share of the control's value, above 0 and at most <see cref="MaxEffect"/>: 0.05 for 5 %. Without it nothing is ever called "no difference",
    /// since nobody said what that would be. Default: none.
    /// </summary>
    public double? MinEffect { get; init; }

    /// <summary>By how much a guardrail may get worse; required for a guardrail and for nothing else.</summary>
    public GuardrailMargin? Margin { get; init; }

    /// <summary>A metric to decide by: the share of units that did it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="minEffect">The smallest effect that matters, as a share of the control's value.</param>
    public static ExperimentMetric Primary(string name, double? minEffect = null) => new() { Name = name, Role = MetricRole.Primary, MinEffect = minEffect };

    /// <summary>A metric that must not get worse.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">What it is per arm.</param>
    /// <param name="goal">Which way is better.</param>
    /// <param name="margin">By how much it may get worse.</param>
    public static ExperimentMetric Guardrail(string name, MetricKind kind, MetricGoal goal, GuardrailMargin margin) =>
        new() { Name = name, Kind = kind, Role = MetricRole.Guardrail, Goal = goal, Margin = margin };

    /// <summary>
    /// An objective of the service as a guardrail: the share of bad events, which must not grow. A unit's events are not independent of each other, so the variance is by unit (a ratio).
    /// <see cref="TrackedExperiment.Guardrail(Recording.OutcomeRecorder)"/> counts it, or the requests of ASP.NET Core do.
    /// </summary>
    /// <param name="slo">The objective's name; the metric is called <c>slo:</c> and this name.</param>
    /// <param name="margin">By how much the share may grow.</param>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is no legal name.</exception>
    public static ExperimentMetric SloGuardrail(string slo, GuardrailMargin margin) => Guardrail(NameOfSlo(slo), MetricKind.Ratio, MetricGoal.Decrease, margin);

    /// <summary>Whether it counts the good and bad events of an objective.</summary>
    internal bool IsSloGuardrail => Role == MetricRole.Guardrail && Kind == MetricKind.Ratio && Name.StartsWith(SloPrefix, StringComparison.Ordinal);

    internal static string NameOfSlo(string slo) => StoreName.Join(SloPrefix, StoreName.Require(slo));

    internal string? Fault()
    {
        StoreName.Require(Name);
        if (!Enum.IsDefined(Kind) || !Enum.IsDefined(Role) || !Enum.IsDefined(Goal))
        {
            return $"metric '{Name}' has a kind, role and goal that this library knows; it has {Kind}, {Role} and {Goal}.";
        }

        if (MinEffect is { } effect && !(effect > 0 && effect <= MaxEffect))
        {
            return FormattableString.Invariant($"the smallest effect that matters is above 0 and at most {MaxEffect}, a share of the control's value; that of '{Name}' is {effect}.");
        }

        if (Role == MetricRole.Guardrail != Margin is not null)
        {
            return $"a guardrail has a margin, and no other metric; '{Name}' is {Role} and has {(Margin is null ? "none" : "one")}.";
        }

        return Margin is { } margin && !(margin.Value > 0 && double.IsFinite(margin.Value))
            ? FormattableString.Invariant($"a margin is a finite number above 0; that of '{Name}' is {margin.Value}.")
            : null;
    }
}
