using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Reliability.Debt;
using Reliability.Storage;

namespace Reliability.Core.Tests.Debt;

public sealed class DebtOrderTests
{
    private static readonly IDebtScorer[] Scorers =
    [
        DebtScorers.RankTable, DebtScorers.Weights(), DebtScorers.Wsjf, DebtScorers.Rice, DebtScorers.Interest,
        DebtScorers.MeasuredInterest,
    ];

    private static readonly Gen<DebtEstimates?> Estimates =
        from hasAny in Gen.Bool
        from number in Gen.Int[0, 3]
        from other in Gen.Int[1, 3]
        select hasAny
            ? new DebtEstimates
            {
                BusinessValue = number,
                Reach = number,
                ConfidenceShare = 0.5,
                JobSize = other,
                PrincipalPersonDays = other,
                AnnualInterestPersonDays = number,
            }
            : null;

    /// <summary>Few values, so that ties are frequent.</summary>
    private static readonly Gen<DebtDefinition> Definition =
        from impact in Gen.OneOfConst(SomeDebt.Levels)
        from effort in Gen.OneOfConst(SomeDebt.Levels)
        from age in Gen.OneOfConst(-1, 0, 29, 30, 60, 90, 400)
        from estimates in Estimates
        select SomeDebt.Index with
        {
            Impact = impact,
            Effort = effort,
            FoundAt = SomeDebt.Now.AddDays(-age),
            Estimates = estimates,
        };

    [Fact]
    public void The_order_is_total() =>
        Gen.Select(Gen.OneOfConst(Scorers), Definition.Array[3]).Sample((scorer, definitions) =>
        {
            RankedDebt[] items =
            [
                .. definitions.Select((one, i) =>
                    SomeDebt.Rank(SomeDebt.Item(one, one.FoundAt, ((char)('a' + i)).ToString()), scorer)),
            ];
            DebtOrder order = DebtOrder.Instance;
            foreach (RankedDebt one in items)
            {
                order.Compare(one, one).Should().Be(0);
                foreach (RankedDebt other in items.Where(other => other != one))
                {
                    order.Compare(one, other).Should().NotBe(0, "ids differ");
                    Math.Sign(order.Compare(one, other)).Should().Be(-Math.Sign(order.Compare(other, one)));
                }
            }

            (RankedDebt a, RankedDebt b, RankedDebt c) = (items[0], items[1], items[2]);
            if (order.Compare(a, b) < 0 && order.Compare(b, c) < 0)
            {
                order.Compare(a, c).Should().BeNegative();
            }
        });

    [Fact]
    public void List_pages_and_recommendations_have_the_order_of_the_analysis() =>
        Gen.Select(Gen.OneOfConst(Scorers), Definition.Array[1, 30], Gen.Int[1, 7]).Sample((scorer, definitions, size) =>
            SameOrderAsync(scorer, definitions, size).GetAwaiter().GetResult(), iter: 100);

    private static async Task SameOrderAsync(IDebtScorer scorer, DebtDefinition[] definitions, int size)
    {
        var clock = new FakeTimeProvider(SomeDebt.Now);
        using var store = new InMemoryStore(clock);
        var register = new DebtRegister(store.Documents, "shop", scorer, timeProvider: clock);
        List<DebtItem> items = [];
        foreach (DebtDefinition definition in definitions)
        {
            items.Add(await register.RegisterAsync(definition, SomeDebt.Change($"add {items.Count}")));
        }

        string[] expected = [.. DebtAnalysis.Rank(items, scorer, SomeDebt.Context).Select(one => one.Item.Id)];
        List<string> paged = [];
        string? after = null;
        do
        {
            DebtPage page = await register.ListAsync(new DebtQuery { MaxCount = size, After = after });
            page.TotalCount.Should().Be(items.Count);
            paged.AddRange(page.Items.Select(one => one.Item.Id));
            after = page.Next;
        }
        while (after is not null);

        paged.Should().Equal(expected);
        DebtReport report = await register.GetReportAsync();
        report.Recommendations.Select(one => one.Item.Id).Should().Equal(expected.Take(10));
        report.Should().BeEquivalentTo(DebtAnalysis.GetReport("shop", items, scorer, SomeDebt.Context));
    }
}
