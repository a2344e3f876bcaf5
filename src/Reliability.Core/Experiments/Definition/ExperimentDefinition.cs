using System.Text.Json;
using Reliability.Common.Internal;

namespace Reliability.Experiments;

/// <summary>What a team declares about an experiment.</summary>
public sealed record ExperimentDefinition
{
    /// <summary>The most metrics.</summary>
    public const int MaxMetrics = 50;

    /// <summary>The most comparisons, metrics times variants besides the control: all of them are kept with the conclusion.</summary>
    public const int MaxComparisons = 500;

    /// <summary>The most forced units.</summary>
    public const int MaxForced = 1000;

    /// <summary>Its key, 1 to 200 bytes of UTF-8 without control characters; unique within a service.</summary>
    public required string Key { get; init; }

    /// <summary>What it compares, 2 to <see cref="AssignmentDefinition.MaxVariants"/>.</summary>
    public required IReadOnlyList<ExperimentVariant> Variants { get; init => field = value is null ? value! : [.. value]; }

    /// <summary>What is expected and why, for people. Default: nothing.</summary>
    public string? Hypothesis { get; init; }

    /// <summary>The key of the variant that others are compared with. Default: the first.</summary>
    public string? Control { get; init; }

    /// <summary>Makes its draws independent of all others. Default: its key.</summary>
    public string? Seed { get; init; }

    /// <summary>How to assign, an <see cref="AssignmentScheme"/>. Default: <see cref="AssignmentScheme.Rendezvous1"/>.</summary>
    public string Scheme { get; init; } = AssignmentScheme.Rendezvous1;

    /// <summary>Which share of the units is taken, 0 to 1; raising it moves nobody with the library's own scheme (<see cref="AssignmentDefinition.Coverage"/>). Default: 1.</summary>
    public double Coverage { get; init; } = 1;

    /// <summary>The slice of a layer that units must lie in; experiments whose slices do not overlap share no unit. Default: none.</summary>
    public LayerSlice? Layer { get; init; }

    /// <summary>Conditions that all must hold for a unit to be taken. Default: none.</summary>
    public IReadOnlyList<TargetingRule> Targeting { get; init => field = value is null ? value! : [.. value]; } = [];

    /// <summary>Units that get a variant whatever the draw says, and count nowhere: testers, by id. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Forced { get; init => field = value is null ? value! : new Dictionary<string, string>(value, StringComparer.Ordinal); } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What it measures, at most <see cref="MaxMetrics"/>; a primary one is needed for a verdict. Default: none.</summary>
    public IReadOnlyList<ExperimentMetric> Metrics { get; init => field = value is null ? [] : [.. value]; } = [];

    /// <summary>How it decides. Default: sequential, so that one may look at any time.</summary>
    public InferenceDesign Design { get; init => field = value ?? new(); } = new();

    /// <summary>
    /// Whether a unit that was exposed before keeps the variant of its first exposure when weights, variants or coverage change, so that nobody already exposed
    /// moves. It holds where code asks by <see cref="TrackedExperiment.ExposeAsync"/>, which looks the unit up, and as long as the unit is targeted and the variant is
    /// there; with the weight 0 a variant takes nobody new and keeps whom it has. Default: <see langword="false"/>.
    /// </summary>
    public bool IsSticky { get; init; }

    /// <summary>The key of the variant that others are compared with.</summary>
    internal string ControlKey => Control ?? Variants[0].Key;

    /// <summary>What decides who is given which variant.</summary>
    public AssignmentDefinition ToAssignment() => new()
    {
        Seed = Seed ?? Key,
        Scheme = Scheme,
        Coverage = Coverage,
        Layer = Layer,
        Variants = [.. Variants.Select(v => new WeightedVariant(v.Key, v.Weight))],
    };

    /// <summary>Refuses a definition that is not valid.</summary>
    /// <param name="definition">The definition.</param>
    /// <exception cref="ArgumentException">It is not valid; the message names the value and the legal range.</exception>
    /// <exception cref="UnknownAssignmentSchemeException">Its scheme is newer than this library.</exception>
    public static void Validate(ExperimentDefinition definition)
    {
        ValidateResults(definition);
        VariantAssigner.Create(definition.ToAssignment());
    }

    /// <summary>Refuses a definition whose results cannot be told; how it assigns does not matter for that.</summary>
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
            return $"an experiment compares 2 to {AssignmentDefinition.MaxVariants} variants, none of them null; this one has {Variants?.Count ?? 0}.";
        }

        foreach (ExperimentVariant variant in Variants)
        {
            StoreName.Require(variant.Key);
            if (variant.Payload is { } payload && !IsJson(payload))
            {
                return $"a payload is valid JSON; that of '{variant.Key}' is not.";
            }
        }

        if (Control is { } control && !Has(control))
        {
            return $"the control is one of the variants ({Keys()}); it is '{control}'.";
        }

        if (Forced is null || Forced.Count > MaxForced)
        {
            return $"at most {MaxForced} units are forced; {Forced?.Count ?? 0} are.";
        }

        foreach ((string unit, string variant) in Forced)
        {
            if (unit.Length == 0 || !Has(variant))
            {
                return $"a forced unit has an id and one of the variants ({Keys()}); '{unit}' has '{variant}'.";
            }
        }

        if (Metrics.Count > MaxMetrics || Metrics.Contains(null))
        {
            return $"at most {MaxMetrics} metrics, none of them null; there are {Metrics.Count}.";
        }

        if (Metrics.GroupBy(m => m.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Skip(1).Any()) is { } twice)
        {
            return $"each metric has a name of its own; '{twice.Key}' is there twice.";
        }

        if (Metrics.Select(m => m.Fault()).FirstOrDefault(fault => fault is not null) is { } wrong)
        {
            return wrong;
        }

        if (Metrics.Count * (Variants.Count - 1) is > MaxComparisons and var comparisons)
        {
            return $"at most {MaxComparisons} comparisons, metrics times variants besides the control; {Metrics.Count} metrics and {Variants.Count} variants make {comparisons}.";
        }

        return Design.Fault() ?? DesignFault() ?? TargetingFault();
    }

    private string? DesignFault()
    {
        if (Design.RollsBack && Metrics.All(m => m.Role != MetricRole.Guardrail))
        {
            return "a design rolls back when a guardrail breaks; there is none.";
        }

        long least = Design.MinUnits * Variants.Count;
        return Design.Method != InferenceMethod.Sequential && Design.TargetUnits < least
            ? $"planned units are enough for {Design.MinUnits} in each of {Variants.Count} variants, {least} or more; they are {Design.TargetUnits}."
            : null;
    }

    private string? TargetingFault()
    {
        return Targeting is null || Targeting.Contains(null)
            ? "targeting is a list of rules, none of them null."
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
