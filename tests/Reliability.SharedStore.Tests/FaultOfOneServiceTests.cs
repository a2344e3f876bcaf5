using Reliability.Jobs;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>What fails for one service of a process keeps none of its others back.</summary>
[Trait("guarantee", "10")]
public sealed class FaultOfOneServiceTests
{
    private const string Shop = "shop";
    private const string Search = "search";

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_service_whose_epoch_cannot_be_read_keeps_no_other_service_of_the_process_from_being_judged(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        var epoch = new DocumentId(new CollectionId(Search, "epochs"), "leases");
        await store.Documents.PutAsync(DocumentWrite.Create(epoch, """{"v":99}"""), CancellationToken.None);
        await using HostedProcess process = HostedProcess.Start(
            await data.OpenAsync(),
            Shop,
            r => r.AddSlo("query", slo => slo.Availability(99.9m).AlertWhen(Declared.Rule).OfService(Search)).Objective());
        await process.RecordAsync(Declared.Checkout, good: 0, bad: 50);

        await process.RoundAsync("alerts", "retention");
        await process.RoundAsync("alerts", "retention");
        await process.LookAsync();

        (await process.FiresAsync()).Should().BeTrue();
        process.Notifier.Told.Should().ContainSingle().Which.Service.Should().Be(Shop);
        IReadOnlyList<JobStatus> status = await process.Get<IJobs>().GetStatusAsync();
        status.Where(one => one.Service == Shop && one.Job is not ("ledger" or "fold")).Should().HaveCount(2)
            .And.OnlyContain(one => one.Fault == null && one.LastDoneBy == process.Id() && one.Holder == process.Id());
        status.Where(one => one.Service == Search && one.Job is not ("ledger" or "fold")).Should().HaveCount(2)
            .And.OnlyContain(one => one.LastDoneBy == null && one.Fault!.Contains("99", StringComparison.Ordinal));
        process.Log.Of("JobFailed").Should().HaveCount(2, "each job says once what failed")
            .And.OnlyContain(line => line.Contains(Search, StringComparison.Ordinal));
    }
}
