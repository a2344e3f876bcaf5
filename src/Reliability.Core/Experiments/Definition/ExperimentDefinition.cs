using System.Text.Json;
using Reliability.Common.Internal;
using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <summary>The declaration of an experiment.</summary>
public sealed record ExperimentDefinition
{
    /// <summary>The maximum number of metrics.</summary>
    public const int MaxMetrics = 50;

    /// <summary>
    /// The maximum number of comparisons, which is the number of metrics times the number of variants other than the control. All
    /// comparisons are stored with the conclusion.
    /// </summary>
    public const int MaxComparisons = 500;

    /// <summary>The maximum number of forced units.</summary>
    public const int MaxForced = 1000;

    /// <summary>Gets the key, 1 to 200 bytes of UTF-8 without control characters, unique within a service.</summary>
    public required string Key { get; init; }

    /// <summary>Gets the variants to compare, 2 to <see cref="AssignmentDefinition.MaxVariants"/>.</summary>
    public required IReadOnlyList<ExperimentVariant> Variants { get; init => field = value is null ? value! : [.. value]; }

    /// <summary>Gets a human-readable description of what is expected and why. The default is none.</summary>
    public string? Hypothesis { get; init; }

    /// <summary>Gets the key of the variant with which the others are compared. The default is the first variant.</summary>
    public string? Control { get; init; }

    /// <summary>Gets the seed, which makes the draws independent of all other experiments. The default is the key.</summary>
    public string? Seed { get; init; }

    /// <summary>Gets the <see cref="AssignmentScheme"/>. The default is <see cref="AssignmentScheme.Rendezvous1"/>.</summary>
    public string Scheme { get; init; } = AssignmentScheme.Rendezvous1;

    /// <summary>
    /// Gets the share of the units that the experiment includes, from 0 to 1. With the library's own scheme, raising it moves no units
    /// (<see cref="AssignmentDefinition.Coverage"/>). The default is 1.
    /// </summary>
    public double Coverage { get; init; } = 1;

    /// <summary>
    /// Gets the slice of a layer to which the units must belong. Experiments whose slices do not overlap share no units. The default is
    /// none.
    /// </summary>
    public LayerSlice? Layer { get; init; }

    /// <summary>Gets the rules that must all hold for a unit to be included. The default is none.</summary>
    public IReadOnlyList<TargetingRule> Targeting { get; init => field = value is null ? value! : [.. value]; } = [];

    /// <summary>
    /// Gets the units, by id, that get a given variant regardless of the draw and do not count, such as testers. The default is none.
    /// </summary>
    public IReadOnlyDictionary<string, string> Forced
    {
        get;
        init => field = value is null ? value! : new Dictionary<string, string>(value, StringComparer.Ordinal);
    } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Gets the metrics, at most <see cref="MaxMetrics"/>. A verdict requires a primary metric. The default is none.</summary>
    public IReadOnlyList<ExperimentMetric> Metrics { get; init => field = value is null ? [] : [.. value]; } = [];

    /// <summary>Gets the rules by which the experiment decides. By default, results count at every look.</summary>
    public ExperimentDesign Design { get; init => field = value ?? new(); } = new();

    /// <summary>
    /// Gets a value indicating whether a unit that was exposed before keeps the variant of its first exposure when weights, variants or
    /// coverage change, so that no exposed unit moves. This applies to code that calls <see cref="TrackedExperiment.ExposeAsync"/>, which
    /// looks the unit up, as long as targeting includes the unit and the variant exists. A variant with weight 0 receives no new units and
    /// keeps its own. The default is <see langword="false"/>.
    /// </summary>
    public bool IsSticky { get; init; }

    /// <summary>Gets the key of the variant with which the others are compared.</summary>
    internal string ControlKey => Control ?? Variants[0].Key;

    private bool HasVariants => Variants is { Count: >= 2 } && !Variants.Contains(null);

    /// <summary>Returns the definition of the assignment to the variants.</summary>
    public AssignmentDefinition ToAssignment() => new()
    {
        Seed = Seed ?? Key,
        Scheme = Scheme,
        Coverage = Coverage,
        Layer = Layer,
        Variants = [.. Variants.Select(v => new WeightedVariant(v.Key, v.Weight))],
    };

    /// <summary>
    /// Validates the definition, including what no single property shows, such as a control that is not a variant, or a scheme of a newer
    /// version of this library.
    /// </summary>
    /// <returns>The problems, one sentence each; empty if the definition is valid.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> problems = [.. ResultFaults()];
        if (HasVariants && AssignmentFault() is { } fault)
        {
            problems.Add(fault);
        }

        return [.. problems.Select(Named)];
    }

    /// <summary>Returns a definition, which must be valid.</summary>
    /// <exception cref="ArgumentException">The definition is not valid.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">The scheme is newer than this library.</exception>
    internal static ExperimentDefinition RequireValid(ExperimentDefinition definition)
    {
        RequireResults(definition);
        _ = SchemeRules.Of(definition.Scheme);
        return definition.AssignmentFault() is { } fault
            ? throw new ArgumentException(definition.Named(fault), nameof(definition))
            : definition;
    }

    /// <summary>Validates a definition as far as its results depend on it. The assignment does not matter for that.</summary>
    /// <exception cref="ArgumentException">The definition is not valid.</exception>
    internal static void RequireResults(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        string[] problems = [.. definition.ResultFaults().Select(definition.Named)];
        if (problems.Length > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(definition));
        }
    }

    private string Named(string fault) => $"Experiment '{Key}': {fault}";

    private string? AssignmentFault() =>
        SchemeRules.IsKnown(Scheme) ? ToAssignment().Fault() : new UnknownAssignmentSchemeException(Scheme ?? "").Message;

    private IEnumerable<string> ResultFaults()
    {
        if (StoreName.Fault(Key) is { } wrong)
        {
            yield return wrong;
        }

        if (!HasVariants)
        {
            // Nearly every other rule is about the variants.
            yield return $"an experiment must compare 2 to {AssignmentDefinition.MaxVariants} variants, none of them null; "
                + $"this one has {Variants?.Count ?? 0}.";
            yield break;
        }

        foreach (string fault in VariantFaults().Concat(MetricFaults()))
        {
            yield return fault;
        }

        if ((Design.Fault() ?? DesignFault()) is { } design)
        {
            yield return design;
        }

        if (TargetingFault() is { } targeting)
        {
            yield return targeting;
        }
    }

    private IEnumerable<string> VariantFaults()
    {
        foreach (ExperimentVariant variant in Variants)
        {
            if (StoreName.Fault(variant.Key) is { } wrong)
            {
                yield return wrong;
            }

            if (variant.Payload is { } payload && !IsJson(payload))
            {
                yield return $"a payload must be valid JSON; that of '{variant.Key}' is not.";
            }
        }

        if (Control is { } control && !Has(control))
        {
            yield return $"the control must be one of the variants ({Keys()}); it is '{control}'.";
        }

        if (Forced is null || Forced.Count > MaxForced)
        {
            yield return $"at most {MaxForced} units can be forced; {Forced?.Count ?? 0} are.";
            yield break;
        }

        foreach ((string unit, string variant) in Forced.Where(one => one.Key.Length == 0 || !Has(one.Value)))
        {
            yield return $"a forced unit must have an id and one of the variants ({Keys()}); '{unit}' has '{variant}'.";
        }
    }

    private IEnumerable<string> MetricFaults()
    {
        if (Metrics.Count > MaxMetrics || Metrics.Contains(null))
        {
            yield return $"there must be at most {MaxMetrics} metrics, none of them null; there are {Metrics.Count}.";
            yield break;
        }

        foreach (var same in Metrics.GroupBy(m => m.Name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()))
        {
            yield return $"each metric must have a unique name; '{same.Key}' occurs twice.";
        }

        foreach (string wrong in Metrics.Select(m => m.Fault()).OfType<string>())
        {
            yield return wrong;
        }

        if (Metrics.Count * (Variants.Count - 1) is > MaxComparisons and var comparisons)
        {
            yield return $"there must be at most {MaxComparisons} comparisons, metrics times variants besides the control; "
                + $"{Metrics.Count} metrics and {Variants.Count} variants make {comparisons}.";
        }
    }

    private string? DesignFault()
    {
        if (Design.RollsBack && Metrics.All(m => m.Role != MetricRole.Guardrail))
        {
            return "a design that rolls back must have a guardrail; there is none.";
        }

        long least = Design.MinUnits * Variants.Count;
        return Design.Stopping.End < least
            ? $"the target units must be {least} or more, {Design.MinUnits} for each of {Variants.Count} variants; "
                + $"they are {Design.Stopping.End}."
            : null;
    }

    private string? TargetingFault()
    {
        return Targeting is null || Targeting.Contains(null)
            ? "targeting must be a list of rules, none of them null."
            : Targeting.Select(rule => rule.Fault()).FirstOrDefault(fault => fault is not null);
    }

    private bool Has(string variant) => Variants.Any(v => v.Key == variant);

    private string Keys() => string.Join(", ", Variants.Select(v => $"'{v.Key}'"));

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
