using System.Text.Json;
using Reliability.Common.Internal;

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

    /// <summary>Returns the definition of the assignment to the variants.</summary>
    public AssignmentDefinition ToAssignment() => new()
    {
        Seed = Seed ?? Key,
        Scheme = Scheme,
        Coverage = Coverage,
        Layer = Layer,
        Variants = [.. Variants.Select(v => new WeightedVariant(v.Key, v.Weight))],
    };

    /// <summary>Validates a definition.</summary>
    /// <param name="definition">The definition.</param>
    /// <exception cref="ArgumentException">The definition is not valid. The message names the value and the valid range.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">The scheme is newer than this library.</exception>
    public static void Validate(ExperimentDefinition definition)
    {
        ValidateResults(definition);
        VariantAssigner.Create(definition.ToAssignment());
    }

    /// <summary>Validates a definition as far as its results depend on it. The assignment does not matter for that.</summary>
    internal static void ValidateResults(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        StoreName.Require(definition.Key);
        if (definition.Fault() is { } fault)
        {
            throw new ArgumentException($"Experiment '{definition.Key}': {fault}", nameof(definition));
        }
    }

    private string? Fault()
    {
        if (Variants is not { Count: >= 2 } || Variants.Contains(null))
        {
            return $"an experiment must compare 2 to {AssignmentDefinition.MaxVariants} variants, none of them null; "
                + $"this one has {Variants?.Count ?? 0}.";
        }

        foreach (ExperimentVariant variant in Variants)
        {
            StoreName.Require(variant.Key);
            if (variant.Payload is { } payload && !IsJson(payload))
            {
                return $"a payload must be valid JSON; that of '{variant.Key}' is not.";
            }
        }

        if (Control is { } control && !Has(control))
        {
            return $"the control must be one of the variants ({Keys()}); it is '{control}'.";
        }

        if (Forced is null || Forced.Count > MaxForced)
        {
            return $"at most {MaxForced} units can be forced; {Forced?.Count ?? 0} are.";
        }

        foreach ((string unit, string variant) in Forced)
        {
            if (unit.Length == 0 || !Has(variant))
            {
                return $"a forced unit must have an id and one of the variants ({Keys()}); '{unit}' has '{variant}'.";
            }
        }

        if (Metrics.Count > MaxMetrics || Metrics.Contains(null))
        {
            return $"there must be at most {MaxMetrics} metrics, none of them null; there are {Metrics.Count}.";
        }

        if (Metrics.GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            return $"each metric must have a unique name; '{twice.Key}' occurs twice.";
        }

        if (Metrics.Select(m => m.Fault()).FirstOrDefault(fault => fault is not null) is { } wrong)
        {
            return wrong;
        }

        if (Metrics.Count * (Variants.Count - 1) is > MaxComparisons and var comparisons)
        {
            return $"there must be at most {MaxComparisons} comparisons, metrics times variants besides the control; "
                + $"{Metrics.Count} metrics and {Variants.Count} variants make {comparisons}.";
        }

        return Design.Fault() ?? DesignFault() ?? TargetingFault();
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
