namespace Reliability.Experiments;

/// <summary>The stored names of the ways to assign. A scheme never changes: what would change anybody's variant gets a name of its own.</summary>
/// <remarks>
/// All but <see cref="Rendezvous1"/> take over tests that run elsewhere, with nobody reassigned, and keep the other system's rule for coverage and its faults:
/// the order of the variants counts, and a change moves people between variants. <c>docs/assignment.md</c> says for each what to put where.
/// </remarks>
public static class AssignmentScheme
{
    /// <summary>Weighted rendezvous hashing on the variants' keys, as <c>docs/assignment.md</c> specifies it.</summary>
    public const string Rendezvous1 = "rendezvous-1";

    /// <summary>MD5 of <c>seed:unit</c> modulo the number of variants, to take over running tests of that design. Equal weights only; the order of the variants counts.</summary>
    public const string Md5Modulo = "md5-modulo";

    /// <summary>
    /// GrowthBook with <c>hashVersion</c> 1. Seed: the experiment's <c>seed</c>, else its key. Weights: GrowthBook's own, 0.99 to 1.01 together, or all equal.
    /// Coverage: GrowthBook's; raising it moves nobody.
    /// </summary>
    public const string GrowthBook1 = "growthbook-1";

    /// <summary>GrowthBook with <c>hashVersion</c> 2; all else as <see cref="GrowthBook1"/>.</summary>
    public const string GrowthBook2 = "growthbook-2";

    /// <summary>
    /// Unleash with SDKs from before October 2023, whose variants share their hash with the rollout. Seed: the group id of rollout and variants (the feature's
    /// name, if not set). Weights: Unleash's own, whole numbers, 1000 together in most cases. Coverage: the rollout, whole hundredths; raising it moves nobody.
    /// </summary>
    public const string Unleash1 = "unleash-1";

    /// <summary>Unleash with SDKs since October 2023, whose variants have a hash of their own; all else as <see cref="Unleash1"/>.</summary>
    public const string Unleash2 = "unleash-2";

    /// <summary>
    /// Optimizely Full Stack and Feature Experimentation. Seed: the experiment's id (not its key). Weights: the distribution; with the coverage they make whole
    /// ten-thousandths. Coverage: the traffic; raising it moves people between variants, as it does there.
    /// </summary>
    public const string Optimizely1 = "optimizely-1";

    /// <summary>
    /// LaunchDarkly, computed in single precision as its SDKs for .NET, Java, Go and Rust do. Seed: the rollout's <c>seed</c> if it has one, else <c>key.salt</c> of
    /// the flag. Weights: the rollout's; with the coverage they make whole hundred thousandths. Coverage: the share of the tracked variations, which come first;
    /// raising it moves people between variants.
    /// </summary>
    public const string LaunchDarkly1 = "launchdarkly-1";

    /// <summary>LaunchDarkly, computed in double precision as its SDKs for JavaScript, Python, Ruby and PHP do; all else as <see cref="LaunchDarkly1"/>.</summary>
    public const string LaunchDarklyDouble1 = "launchdarkly-double-1";

    /// <summary>PostHog. Seed: the flag's key. Weights: the variants' percentages. Coverage: the rollout; raising it moves nobody.</summary>
    public const string PostHog1 = "posthog-1";

    /// <summary>
    /// flagd's <c>fractional</c> before March 2026. Seed: what stands before the id in the bucketing value: the flag's key if none is given, and it may be empty.
    /// Weights: whole numbers. Coverage: the share of the test's variants, which come first, among all; raising it moves people between variants.
    /// </summary>
    public const string Flagd1 = "flagd-1";

    /// <summary>flagd's <c>fractional</c> since March 2026, by all 32 bits of the hash of a text; all else as <see cref="Flagd1"/>.</summary>
    public const string Flagd2 = "flagd-2";
}
