using Reliability.Dashboard.Internal;
using Reliability.Slos;

namespace Reliability.Dashboard.Tests.Pages;

public sealed class BurnWordsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly SloDefinition Slo = SloDefinition.Availability("checkout", 99.9m);

    [Theory]
    [InlineData(15, 15, BurnWords.Critical)]
    [InlineData(15, 1, BurnWords.Recovering)]
    [InlineData(1, 15, BurnWords.Increasing)]
    [InlineData(1, 1, BurnWords.Acceptable)]
    public void A_burn_rate_rule_compares_its_windows(int longest, int shortest, string word)
    {
        var rule = new BurnRateRule(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4m, AlertSeverity.Page);
        BurnWords.Of(Slo with { Alerts = [rule] }, Reading(rule, longest, shortest, 14.4m)).Should().Be(word);
    }

    /// <summary>The threshold of such a rule is a percentage, and its windows have burn rates.</summary>
    [Theory]
    [InlineData(AlertCondition.Met, BurnWords.Critical)]
    [InlineData(AlertCondition.NotMet, BurnWords.Acceptable)]
    public void A_rule_about_a_percentage_is_judged_by_its_own_condition(AlertCondition condition, string word)
    {
        var rule = new PercentBelowRule(99.5m, TimeSpan.FromMinutes(5));
        AlertReading reading = Reading(rule, 5, 5, 99.5m) with { Condition = condition };
        BurnWords.Of(Slo with { Alerts = [rule] }, reading).Should().Be(word);
    }

    [Fact]
    public void Without_a_measurement_there_is_no_word()
    {
        var rule = new PercentBelowRule(99.5m, TimeSpan.FromMinutes(5));
        AlertReading reading = Reading(rule, 0, 0, 99.5m);
        reading = reading with { Windows = [reading.Windows[0] with { ObservedBuckets = 0 }] };
        BurnWords.Of(Slo with { Alerts = [rule] }, reading).Should().Be(BurnWords.NotMeasured);
    }

    private static AlertReading Reading(AlertRule rule, int longest, int shortest, decimal threshold) => new()
    {
        Rule = rule.Name,
        Severity = rule.Severity,
        At = Noon,
        Condition = AlertCondition.NotMet,
        Threshold = threshold,
        Windows = [Window(longest), Window(shortest)],
        Explanation = "so",
    };

    private static BurnReading Window(int rate) => new()
    {
        Window = TimeSpan.FromHours(1),
        Total = 1000,
        Bad = rate,
        ObservedBuckets = 60,
        BurnRate = rate,
    };
}
