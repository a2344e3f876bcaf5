using System.Collections.Frozen;

namespace Reliability.Experiments.Internal;

/// <summary>What a scheme refuses beyond what no scheme takes, and how it chooses.</summary>
/// <param name="Fault">What is wrong with a definition, or <see langword="null"/>.</param>
/// <param name="Create">Makes the choice of a definition without a fault.</param>
/// <param name="Covers">Whether the choice applies the coverage itself; else the library draws for it first.</param>
/// <param name="NeedsSeed">Whether the seed may not be empty.</param>
internal sealed record SchemeRules(Func<AssignmentDefinition, string?> Fault, Func<AssignmentDefinition, VariantChoice> Create, bool Covers = true, bool NeedsSeed = true)
{
    private const uint UnleashVariantSeed = 86028157;

    private static readonly FrozenDictionary<string, SchemeRules> Known = new Dictionary<string, SchemeRules>(StringComparer.Ordinal)
    {
        [AssignmentScheme.Rendezvous1] = new(_ => null, d => new RendezvousChoice(d.Variants, UnitDraw.ForVariant(d.Seed).Seed), Covers: false),
        [AssignmentScheme.Md5Modulo] = new(Md5Choice.Fault, d => new Md5Choice(d), Covers: false),
        [AssignmentScheme.GrowthBook1] = new(GrowthBookChoice.Fault, d => new GrowthBookChoice(d, 1)),
        [AssignmentScheme.GrowthBook2] = new(GrowthBookChoice.Fault, d => new GrowthBookChoice(d, 2)),
        [AssignmentScheme.Unleash1] = new(UnleashChoice.Fault, d => new UnleashChoice(d, 0)),
        [AssignmentScheme.Unleash2] = new(UnleashChoice.Fault, d => new UnleashChoice(d, UnleashVariantSeed)),
        [AssignmentScheme.Optimizely1] = new(OptimizelyChoice.Fault, d => new OptimizelyChoice(d)),
        [AssignmentScheme.LaunchDarkly1] = new(LaunchDarklyChoice.Fault, d => new LaunchDarklyChoice(d, isSingle: true)),
        [AssignmentScheme.LaunchDarklyDouble1] = new(LaunchDarklyChoice.Fault, d => new LaunchDarklyChoice(d, isSingle: false)),
        [AssignmentScheme.PostHog1] = new(_ => null, d => new PostHogChoice(d)),
        [AssignmentScheme.Flagd1] = new(FlagdChoice.Fault, d => new FlagdChoice(d, 1), NeedsSeed: false),
        [AssignmentScheme.Flagd2] = new(FlagdChoice.Fault, d => new FlagdChoice(d, 2), NeedsSeed: false),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of all schemes, in the order of the alphabet.</summary>
    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    /// <exception cref="UnknownAssignmentSchemeException">There is no such scheme.</exception>
    public static SchemeRules Of(string? scheme) =>
        scheme is not null && Known.TryGetValue(scheme, out SchemeRules? rules) ? rules : throw new UnknownAssignmentSchemeException(scheme ?? "");
}
