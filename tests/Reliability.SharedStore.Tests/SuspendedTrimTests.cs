using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Storage;
using Reliability.Tests.Shared;
using static Reliability.SharedStore.Tests.RetentionScopeTests;

namespace Reliability.SharedStore.Tests;

/// <summary>A process that was suspended while it trimmed, for longer than its lease lasts.</summary>
[Trait("guarantee", "12")]
public sealed class SuspendedTrimTests
{
    public static TheoryData<string> Kinds => SharedStore.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_process_decided_before_it_was_suspended_for_longer_than_its_lease_deletes_nothing(string kind)
    {
        var longer = new SeriesRetention(TimeSpan.FromDays(2), TimeSpan.FromDays(60));
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await FillAsync(store, Shop);
        List<SeriesBucket> before = await ContentAsync(store, Shop);
        IDocumentStore documents = Forwarding.To(store.Documents);
        ISeriesStore series = Forwarding.To(store.Series);
        await using HostedProcess suspended = HostedProcess.Start(
            store,
            Shop,
            r =>
            {
                Keeps(r, Shortest).SetService(series);
                r.SetService(documents);
            },
            interval: HostedProcess.Short);
        await store.Series.SetRetentionAsync(Shop, longer, CancellationToken.None);
        await suspended.RoundAsync("retention");
        await using HostedProcess other = HostedProcess.Start(await data.OpenAsync(), Shop, r => Keeps(r, longer));
        documents.Configure().PutAsync(default!, default).ReturnsForAnyArgs(
            call => SleepAsync(call.Arg<IReadOnlyList<DocumentWrite>>(), call.Arg<CancellationToken>()),
            call => store.Documents.PutAsync(call.Arg<IReadOnlyList<DocumentWrite>>(), call.Arg<CancellationToken>()));
        series.ClearReceivedCalls();
        await suspended.RoundAsync("retention");

        await series.DidNotReceiveWithAnyArgs().TrimAsync(default!, default);
        await series.DidNotReceiveWithAnyArgs().SetRetentionAsync(default!, default!, default);
        suspended.Log.Of("JobFailed").Should().ContainSingle().Which.Should().Contain("was lost");
        (await ContentAsync(store, Shop)).Should().Equal(before);

        // It has read what is in force, and sleeps before it notes that it would lower it.
        async ValueTask<IReadOnlyList<WriteOutcome>> SleepAsync(IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken)
        {
            IReadOnlyList<WriteOutcome> outcomes = await store.Documents.PutAsync(writes, cancellationToken);
            await Eventually.BecomesAsync(
                async () => (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases
                    .All(one => one.Request.Owner != suspended.Id()),
                "the leases end");
            await other.RoundAsync("retention");
            return outcomes;
        }
    }
}
