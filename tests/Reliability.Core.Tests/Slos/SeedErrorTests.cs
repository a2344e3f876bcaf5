using Reliability.Slos;

namespace Reliability.Core.Tests.Slos;

/// <summary>What the document that the project started from got wrong.</summary>
public sealed class SeedErrorTests
{
    [Theory]
    [InlineData(1000, 1)]
    [InlineData(50_000_000, 50_000)]
    public void Allowed_errors_come_from_the_traffic_there_was_and_not_from_a_million_a_day(long total, decimal allowed) =>
        ErrorBudget.Evaluate(SloDefinition.Availability("a", 99.9m), [Bucket.At(Bucket.Hour(0), total, 0)], Bucket.Hour(1)).Allowed
            .Should()
            .Be(allowed);

    [Fact]
    public void A_target_of_100_percent_shows_its_consumption()
    {
        SloDefinition slo = SloDefinition.ZeroTolerance("durability", allowedEvents: 2);
        ErrorBudget.Evaluate(slo, [Bucket.At(Bucket.Hour(0), 1000, 1)], Bucket.Hour(1)).Consumed.Should().Be(0.5m);
        ErrorBudget.Evaluate(SloDefinition.ZeroTolerance("d"), [Bucket.At(Bucket.Hour(0), 1000, 1)], Bucket.Hour(1)).State
            .Should()
            .Be(BudgetState.Exhausted);
    }

    [Fact]
    public void A_window_is_either_the_calendars_or_rolls_and_never_both()
    {
        var error = new DateTimeOffset(2026, 3, 31, 23, 0, 0, TimeSpan.Zero);
        SloDefinition month = SloDefinition.Availability("a", 99) with { Window = SloWindow.Calendar(CalendarPeriod.Month) };
        SloDefinition rolling = SloDefinition.Availability("a", 99) with { Window = SloWindow.Rolling(TimeSpan.FromDays(30)) };
        decimal BadAt(SloDefinition slo, DateTimeOffset now) => ErrorBudget.Evaluate(slo, [Bucket.At(error, 10, 1)], now).Bad;

        (BadAt(month, error.AddMinutes(59)), BadAt(month, error.AddHours(1))).Should().Be((1m, 0m), "April is a new budget");
        (BadAt(rolling, error.AddDays(30)), BadAt(rolling, error.AddDays(30).AddHours(1)))
            .Should()
            .Be((1m, 0m), "each error leaves 30 days after it came, whatever came since");
    }
}
