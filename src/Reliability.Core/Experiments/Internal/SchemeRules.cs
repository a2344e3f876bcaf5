using System.Collections.Frozen;

namespace Reliability.Experiments.Internal;

/// <summary>The validation and the assignment of a scheme.</summary>
/// <param name="Fault">
/// Returns a description of an error in a definition beyond the errors that every scheme rejects, or <see langword="null"/>.
/// </param>
/// <param name="Create">Creates the choice for a valid definition.</param>
/// <param name="Covers">
/// <see langword="true"/> if the choice applies the coverage itself. Otherwise the library draws for the coverage first.
/// </param>
/// <param name="NeedsSeed"><see langword="true"/> if the seed must not be empty.</param>
internal sealed record SchemeRules(
    Func<AssignmentDefinition, string?> Fault,
    Func<AssignmentDefinition, VariantChoice> Create,
    bool Covers = true,
    bool NeedsSeed = true)
{
    private const uint UnleashVariantSeed = 86028157;

    private static readonly FrozenDictionary<string, SchemeRules> Known = new Dictionary<string, SchemeRules>(StringComparer.Ordinal)
    {
        [AssignmentScheme.Rendezvous1] = new(
            _ => null,
            d => new RendezvousChoice(d.Variants, UnitDraw.ForVariant(d.Seed).Seed),
            Covers: false),
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

    /// <summary>Gets the names of all schemes, in alphabetical order.</summary>
    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    public static bool IsKnown(string? scheme) => scheme is not null && Known.ContainsKey(scheme);

    /// <exception cref="UnknownAssignmentSchemeException">The scheme does not exist.</exception>
    public static SchemeRules Of(string? scheme) =>
        scheme is not null && Known.TryGetValue(scheme, out SchemeRules? rules)
            ? rules
            : throw new UnknownAssignmentSchemeException(scheme ?? "");
}
