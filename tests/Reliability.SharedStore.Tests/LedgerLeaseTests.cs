using Reliability.Jobs;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>The ledger work of each objective is done by one live process that declares it.</summary>
[Trait("guarantee", "10")]
public sealed class LedgerLeaseTests
{
    private const string Shop = "shop";
    private const string Search = "search";

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Processes_with_different_objectives_each_do_their_own_and_one_that_dies_or_stops_is_replaced(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess web = HostedProcess.Start(store, Shop, r => r.Objective());
        await using HostedProcess worker =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective(Search), interval: HostedProcess.Short);
        await web.RoundAsync("ledger");
        await worker.RoundAsync("ledger");
        (await LedgerOfAsync(web, Declared.Checkout)).LastDoneBy.Should().Be(web.Id());
        (await LedgerOfAsync(worker, Search)).LastDoneBy.Should().Be(worker.Id());
        (await web.JobOverHttpAsync(Declared.Checkout, "ledger")).Should().Be(("OnTime", false, web.Id()));
        (await worker.JobOverHttpAsync(Search, "ledger")).Should().Be(("OnTime", false, worker.Id()));
        await using HostedProcess spare =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective().Objective(Search), skew: TimeSpan.FromDays(10));

        // The worker is killed: it says nothing any more.
        await Eventually.BecomesAsync(
            async () =>
            {
                await spare.RoundAsync("ledger");
                return (await LedgerOfAsync(spare, Search)).LastDoneBy == spare.Id();
            },
            "the ledger of what the worker declared is done by another");
        JobStatus checkout = await LedgerOfAsync(spare, Declared.Checkout);
        (checkout.Holder, checkout.LastDoneBy).Should().Be((web.Id(), web.Id()), "the web host lives");

        await web.StopAsync();
        (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases
            .Should()
            .NotContain(one => one.Request.Owner == web.Id(), "it gave everything back");
        await spare.RoundAsync("ledger");
        checkout = await LedgerOfAsync(spare, Declared.Checkout);
        (checkout.Holder, checkout.LastDoneBy).Should().Be((spare.Id(), spare.Id()));

        (await spare.Get<IBudgetLedger>().GetEntriesAsync(Shop))
            .Select(entry => (entry.Slo, entry.Generation))
            .Should()
            .BeEquivalentTo([(Declared.Checkout, 1), (Search, 1)], "each definition is noted once, whoever does it");
        (await spare.JobOverHttpAsync(Search, "ledger")).Should().Be(("OnTime", false, spare.Id()));
        (await spare.OkAsync($"ledger/{Shop}")).GetProperty("entries").EnumerateArray()
            .Select(entry => entry.GetProperty("slo").GetString())
            .Should()
            .BeEquivalentTo(Declared.Checkout, Search);
        foreach (HostedProcess process in new[] { web, worker, spare })
        {
            process.Log.Of("JobFailed").Should().BeEmpty();
        }
    }

    private static async Task<JobStatus> LedgerOfAsync(HostedProcess process, string slo) =>
        (await process.Get<IJobs>().GetStatusAsync()).Single(one => one.Job == "ledger" && one.Item == slo);
}
