using System.Text.Json;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Slos;

public sealed class BudgetGoldenTests
{
    private static readonly DateTimeOffset Now = Bucket.Hour(5);

    [Fact]
    public void Budgets_of_events_agree_with_exact_fractions()
    {
        foreach (JsonElement row in Golden.Load("budget").GetProperty("events").EnumerateArray())
        {
            SloDefinition slo = SloDefinition.Availability("a", row.Number("target"));
            var bucket = new SeriesBucket(Bucket.Hour(1), row.GetProperty("total").GetInt64(), row.GetProperty("good").GetInt64());
            Check(slo, bucket, row);
        }
    }

    [Fact]
    public void Budgets_of_scores_give_fractional_credit_and_agree_with_exact_fractions()
    {
        foreach (JsonElement row in Golden.Load("budget").GetProperty("scores").EnumerateArray())
        {
            SloDefinition slo = SloDefinition.Score("s", row.Number("average"), row.Number("scale"));
            var bucket = new SeriesBucket(Bucket.Hour(1), row.GetProperty("count").GetInt64(), 0)
            {
                ScaledSum = row.GetProperty("scaledSum").GetInt64(),
            };
            Check(slo, bucket, row);
        }
    }

    [Fact]
    public void A_sum_keeps_all_16_digits_that_the_store_holds_exactly()
    {
        var bucket = new SeriesBucket(Bucket.Hour(1), 1, 0) { ScaledSum = 9_007_199_254_740_991 };
        ErrorBudget.Evaluate(SloDefinition.Score("s", 1, 1_000_000_000), [bucket], Now).Good.Should().Be(0.9007199254740991m);
    }

    private static void Check(SloDefinition slo, SeriesBucket bucket, JsonElement row)
    {
        string because = row.ToString();
        BudgetStatus status = ErrorBudget.Evaluate(slo, [bucket], Now);
        status.Allowed.ShouldBeExactly(row.Number("allowed"), because);
        status.Sli!.Value.ShouldBeExactly(row.Number("sli"), because);
        status.Consumed!.Value.ShouldBeExactly(row.Number("consumed"), because);
        status.Remaining!.Value.ShouldBeExactly(row.Number("remaining"), because);
        status.BurnRate!.Value.ShouldBeExactly(row.Number("burn"), because);
        status.IsMet.Should().Be(row.GetProperty("met").GetBoolean(), because);
        (status.State == BudgetState.Exhausted).Should().Be(row.GetProperty("spent").GetBoolean(), because);
    }
}
