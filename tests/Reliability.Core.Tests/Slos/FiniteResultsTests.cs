using System.Collections;
using System.Reflection;
using CsCheck;
using Reliability.Common;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class FiniteResultsTests
{
    [Fact]
    public void No_objective_and_no_series_lead_to_an_exception_or_to_a_number_that_is_not_finite()
    {
        Gen<(SloDefinition, DateTimeOffset, SeriesBucket[], SeriesBucket[])> cases =
            from slo in Any.Slo
            from second in Gen.OneOf(Gen.Int[0, 366 * 86_400], Gen.OneOfConst(0, 1, 59, 3600, 5 * 86_400))
            from ticks in Gen.Int[0, 1]
            let now = Bucket.Monday.AddSeconds(second).AddTicks(ticks)
            from budget in Any.BucketsOf(slo, ErrorBudget.ResolutionFor(slo), ErrorBudget.BucketsFor(slo, now))
            from recent in Any.BucketsOf(slo, SeriesResolution.Minute, new TimeRange(now.Date.ToUniversalTime().AddDays(-4), now))
            select (slo, now, budget, recent);
        cases.Sample(c => Check(c.Item1, c.Item2, c.Item3, c.Item4), iter: 4000);
    }

    [Fact]
    public void The_walker_itself_sees_what_is_not_finite()
    {
        FluentActions.Invoking(() => RequireFinite(new { Inner = new[] { 1.0, double.NaN } }, "root", []))
            .Should()
            .Throw<InvalidOperationException>();
        FluentActions.Invoking(() => RequireFinite(new { Inner = double.PositiveInfinity }, "root", []))
            .Should()
            .Throw<InvalidOperationException>();
    }

    [Theory]
    [InlineData(1e100)]
    [InlineData(-1e100)]
    public void A_mean_over_the_largest_values_that_can_be_recorded_is_judged_and_not_overflown(double value)
    {
        SloDefinition slo = SloDefinition.Measurement("m", 10, 99) with
        {
            Alerts = [new MeanBelowRule(5, TimeSpan.FromHours(1)) { Guard = LowTrafficGuard.None }],
        };
        SeriesBucket[] buckets = [new SeriesBucket(Bucket.Minute(0), 1, 1) { ScaledSum = value * SeriesBucket.SumScale }];
        AlertReading reading = AlertRules.Evaluate(slo, buckets, Bucket.Minute(1)).Should().ContainSingle().Subject;
        reading.Condition.Should().Be(value < 5 ? AlertCondition.Met : AlertCondition.NotMet);
    }

    [Fact]
    public void A_limit_for_a_mean_may_be_as_large_as_a_decimal_holds()
    {
        SloDefinition slo =
            SloDefinition.Measurement("m", 10, 99) with { Alerts = [new MeanBelowRule(decimal.MaxValue, TimeSpan.FromHours(1))] };
        AlertRules.Evaluate(slo, [new SeriesBucket(Bucket.Minute(0), 1000, 1) { ScaledSum = 5e10 }], Bucket.Minute(1))[0].Condition
            .Should()
            .Be(AlertCondition.Met);
    }

    [Fact]
    public void The_projection_of_a_quarter_does_not_overflow_in_its_first_moments()
    {
        SloDefinition slo = SloDefinition.Availability("a", 99.9m) with { Window = SloWindow.Calendar(CalendarPeriod.Quarter) };
        var start = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);
        ErrorBudget.Evaluate(slo, [Bucket.At(start, 1_000_000_000_000_000, 5)], start.AddTicks(1)).Projected
            .Should()
            .BeNull("a tick says nothing about a quarter");
        ErrorBudget.Evaluate(slo, [Bucket.At(start, 1_000_000_000_000_000, 5)], start.AddMinutes(1)).Projected!.Total
            .Should()
            .Be(1e15m * 92 * 1440);
    }

    private static void Check(SloDefinition slo, DateTimeOffset now, SeriesBucket[] budget, SeriesBucket[] recent)
    {
        BudgetStatus status = ErrorBudget.Evaluate(slo, budget, now);
        var report = new SloReport
        {
            Status = status,
            Burn =
            [
                BurnRate.Over(slo, recent, TimeSpan.FromHours(1), now, status.Total),
                BurnRate.Over(slo, budget, TimeSpan.FromDays(3), now),
            ],
            Alerts = AlertRules.Evaluate(slo, recent, now),
            Forecast = Forecast.Evaluate(slo, budget, now),
        };
        GateDecision decision = ReleaseGate.Decide([report], now);
        RequireFinite(decision, "decision", []);
        status.Coverage.Should().BeInRange(0, 1);
        status.Bad.Should().BeInRange(0, status.Total, "credit lies between nothing and everything");
        (status.Consumed is { } consumed && Math.Abs(consumed + status.Remaining!.Value - 1) > 1e-12m).Should().BeFalse();
        (status.State is BudgetState.NoData or BudgetState.NoTraffic && status.Reason is null)
            .Should()
            .BeFalse("what is undefined has a reason");
        (status.Consumed is null && status.Reason is null).Should().BeFalse("what is undefined has a reason");
    }

    private static void RequireFinite(object? value, string path, HashSet<object> seen)
    {
        if (value is double number)
        {
            if (!double.IsFinite(number))
            {
                throw new InvalidOperationException($"{path} is {number}.");
            }
        }
        else if (value is IEnumerable items and not string)
        {
            int index = 0;
            foreach (object? item in items)
            {
                RequireFinite(item, $"{path}[{index++}]", seen);
            }
        }
        else if (value is not null && value is not DateTimeOffset and not TimeSpan && !value.GetType().IsPrimitive
            && (value.GetType().IsValueType || seen.Add(value)) && value.GetType().Namespace != "System")
        {
            foreach (PropertyInfo property in value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
            {
                RequireFinite(property.GetValue(value), $"{path}.{property.Name}", seen);
            }
        }
    }
}
