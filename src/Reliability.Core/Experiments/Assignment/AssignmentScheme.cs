namespace Reliability.Experiments;

/// <summary>
/// The stored names of the assignment schemes. A scheme never changes: a change that would move any unit gets a new name.
/// </summary>
/// <remarks>
/// All schemes except <see cref="Rendezvous1"/> take over tests that run in another system without reassigning any unit. They keep that
/// system's rule for coverage and its weaknesses: the order of the variants matters, and a change moves units between variants.
/// <c>docs/assignment.md</c> describes the settings for each system.
/// </remarks>
public static class AssignmentScheme
{
    /// <summary>Weighted rendezvous hashing on the keys of the variants, as <c>docs/assignment.md</c> specifies it.</summary>
    public const string Rendezvous1 = "rendezvous-1";

    /// <summary>
    /// MD5 of <c>seed:unit</c> modulo the number of variants, to take over running tests of that design. It supports only equal weights,
    /// and the order of the variants matters.
    /// </summary>
    public const string Md5Modulo = "md5-modulo";

    /// <summary>
    /// GrowthBook with <c>hashVersion</c> 1. Seed: the experiment's <c>seed</c>, or its key if it has none. Weights: GrowthBook's own, with
    /// a sum from 0.99 to 1.01, or all equal. Coverage: GrowthBook's. Raising it moves no units.
    /// </summary>
    public const string GrowthBook1 = "growthbook-1";

    /// <summary>GrowthBook with <c>hashVersion</c> 2. Otherwise like <see cref="GrowthBook1"/>.</summary>
    public const string GrowthBook2 = "growthbook-2";

    /// <summary>
    /// Unleash with SDKs from before October 2023, whose variants share their hash with the rollout. Seed: the group id of rollout and
    /// variants (the feature's name, if not set). Weights: Unleash's own, integers, in most cases with a sum of 1000. Coverage: the
    /// rollout, in whole hundredths. Raising it moves no units.
    /// </summary>
    public const string Unleash1 = "unleash-1";

    /// <summary>Unleash with SDKs since October 2023, whose variants have their own hash. Otherwise like <see cref="Unleash1"/>.</summary>
    public const string Unleash2 = "unleash-2";

    /// <summary>
    /// Optimizely Full Stack and Feature Experimentation. Seed: the experiment's id (not its key). Weights: the distribution. Weight times
    /// coverage must be a whole number of ten-thousandths. Coverage: the traffic. Raising it moves units between variants, as in
    /// Optimizely.
    /// </summary>
    public const string Optimizely1 = "optimizely-1";

    /// <summary>
    /// LaunchDarkly, computed in single precision as its SDKs for .NET, Java, Go and Rust do. Seed: the rollout's <c>seed</c> if it has
    /// one, otherwise <c>key.salt</c> of the flag. Weights: those of the rollout. Weight times coverage must be a whole number of
    /// hundred-thousandths. Coverage: the share of the tracked variations, which come first. Raising it moves units between variants.
    /// </summary>
    public const string LaunchDarkly1 = "launchdarkly-1";

    /// <summary>
    /// LaunchDarkly, computed in double precision as its SDKs for JavaScript, Python, Ruby and PHP do. Otherwise like
    /// <see cref="LaunchDarkly1"/>.
    /// </summary>
    public const string LaunchDarklyDouble1 = "launchdarkly-double-1";

    /// <summary>
    /// PostHog. Seed: the flag's key. Weights: the percentages of the variants. Coverage: the rollout. Raising it moves no units.
    /// </summary>
    public const string PostHog1 = "posthog-1";

    /// <summary>
    /// flagd's <c>fractional</c> before March 2026. Seed: the part of the bucketing value before the id, which is the flag's key by default
    /// and may be empty. Weights: integers. Coverage: the share of the test's variants, which come first, among all. Raising it moves units
    /// between variants.
    /// </summary>
    public const string Flagd1 = "flagd-1";

    /// <summary>
    /// flagd's <c>fractional</c> since March 2026, which uses all 32 bits of the hash of a text. Otherwise like <see cref="Flagd1"/>.
    /// </summary>
    public const string Flagd2 = "flagd-2";
}
