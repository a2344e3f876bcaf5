using Reliability.Experiments;

namespace Storefront;

/// <summary>
/// The experiments of the shop: one that goes well, and one that loses visitors of one arm before it counts them, so that its results are
/// not valid.
/// </summary>
internal static class ShopExperiments
{
    public const string ButtonKey = "checkout-button";
    public const string RankingKey = "search-ranking";
    public const string TwoOrdered = "two-ordered";
    public const string Items = "items";
    public const string Found = "found";

    private const string OrderTwo = "order-two";
    private const string Learned = "learned";

    public static ExperimentDefinition Button { get; } = new()
    {
        Key = ButtonKey,
        Hypothesis = "A button that offers two of a product makes more customers order two.",
        Variants = [new("order", 1) { DisplayName = "Order" }, new(OrderTwo, 1) { DisplayName = "Order two" }],
        Metrics =
        [
            ExperimentMetric.Primary(TwoOrdered, minEffect: 0.05),
            new ExperimentMetric { Name = Items, Kind = MetricKind.Mean },
            ExperimentMetric.SloGuardrail("checkout", GuardrailMargin.Absolute(0.01)),
        ],
        Design = new ExperimentDesign { MinDuration = TimeSpan.FromDays(14) },
    };

    public static ExperimentDefinition Ranking { get; } = new()
    {
        Key = RankingKey,
        Hypothesis = "Results in the order of a learned model are found more often.",
        Variants = [new("alphabetic", 1) { DisplayName = "Alphabetic" }, new(Learned, 1) { DisplayName = "Learned" }],
        Metrics = [ExperimentMetric.Primary(Found, minEffect: 0.02)],
    };

    /// <summary>The share of the customers who order two when they see a button.</summary>
    public static double ShareOfTwo(string? variant) => variant == OrderTwo ? 0.30 : 0.25;

    /// <summary>The share of the visitors who find what they search for.</summary>
    public static double ShareOfFound(string? variant) => variant == Learned ? 0.64 : 0.6;

    /// <summary>
    /// Exposes a visitor to the ranking. Some visitors of the new ranking are lost before they count, as by a redirect that fails: a
    /// mistake, which the test of the sample ratio finds.
    /// </summary>
    public static string? ExposeToRanking(TrackedExperiment ranking, string visitor)
    {
        string? variant = ranking.Decide(visitor).Variant?.Key;
        bool isLost = variant == Learned && (visitor[^1] is '0' or '5');
        return isLost ? null : ranking.Expose(visitor).Variant?.Key;
    }
}
