using System.Runtime.CompilerServices;
using NSubstitute;
using NSubstitute.Extensions;
using Reliability.Alerting;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.SharedStore.Tests;

/// <summary>Tokens survive the move of documents and the loss of leases, and what a superseded holder decided is not stored.</summary>
[Trait("guarantee", "11")]
public sealed class FencingTests
{
    private const string Shop = "shop";

    public static TheoryData<string> Kinds => SharedStore.Kinds;

    public static TheoryData<string, int, bool> Skews
    {
        get
        {
            var all = new TheoryData<string, int, bool>();
            foreach (string kind in SharedStore.Kinds)
            {
                all.Add(kind, 10, true);
                all.Add(kind, -10, false);
                foreach (int days in new[] { 500, -500 })
                {
                    all.Add(kind, days, false);
                    all.Add(kind, days, true);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task After_a_copy_to_another_store_firing_alerts_resolve_and_new_ones_fire(string kind)
    {
        await using SharedStore from = await SharedStore.NewAsync(kind);
        await using SharedStore to = await SharedStore.NewAsync(kind);
        await FireUnderHighTokensAsync(from);
        IReliabilityStore target = await to.OpenAsync();
        (await StoreCopy.RunAsync(await from.OpenAsync(), target, "before", progress: null, CancellationToken.None)).Conflicts
            .Should()
            .BeEmpty();

        await using HostedProcess process = HostedProcess.Start(target, Shop, r => Two(r));
        await ShouldGoOnAsync(process);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task When_the_leases_restart_empty_and_documents_stay_firing_alerts_resolve_and_new_ones_fire(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using SharedStore empty = await SharedStore.NewAsync(kind);
        await FireUnderHighTokensAsync(data);

        IReliabilityStore leases = await empty.OpenAsync();
        await using HostedProcess process = HostedProcess.Start(await data.OpenAsync(), Shop, r => Two(r).SetService(leases.Leases));
        await ShouldGoOnAsync(process);
    }

    [Theory]
    [MemberData(nameof(Skews))]
    public async Task Tokens_survive_the_loss_of_leases_and_a_copy_under_a_clock_that_is_wrong_by_days(string kind, int days, bool isCopied)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using SharedStore other = await SharedStore.NewAsync(kind);
        await FireUnderHighTokensAsync(data);
        IReliabilityStore to = await other.OpenAsync();
        if (isCopied)
        {
            await StoreCopy.RunAsync(await data.OpenAsync(), to, "before", progress: null, CancellationToken.None);
        }

        await using HostedProcess process = HostedProcess.Start(
            isCopied ? to : await data.OpenAsync(), Shop, r => Two(r).SetService(to.Leases), TimeSpan.FromDays(days));
        await ShouldGoOnAsync(process);

        await using HostedProcess right =
            HostedProcess.Start(isCopied ? to : await data.OpenAsync(), Shop, r => Two(r).SetService(to.Leases));
        await process.StopAsync();
        await right.RecordAsync(Declared.Checkout, good: 0, bad: 1_000_000);
        await right.RecordAsync("search", good: 1_000_000_000, bad: 0);
        await right.RoundAsync();
        (await right.StateOverHttpAsync()).Should().Be("Firing", "no token of the wrong clock stands in the way");
        (await right.StateOverHttpAsync("search")).Should().Be("Inactive");
        (await right.JobOverHttpAsync()).Should().Be(("OnTime", false, right.Id()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Processes_that_live_while_the_leases_are_lost_go_on_and_tell_once(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        await using SharedStore empty = await SharedStore.NewAsync(kind);
        await FireUnderHighTokensAsync(data);
        IReliabilityStore store = await data.OpenAsync();
        ILeaseStore now = store.Leases;
        ILeaseStore leases = Forwarding.To<ILeaseStore>(() => Volatile.Read(ref now));
        await using HostedProcess one = HostedProcess.Start(store, Shop, r => Two(r).SetService(leases));
        await using HostedProcess two =
            HostedProcess.Start(await data.OpenAsync(), Shop, r => Two(r).SetService(leases), notifier: one.Notifier);
        for (int i = 0; i < 3; i++)
        {
            await one.RoundAsync();
            await two.RoundAsync();
        }

        for (int loss = 0; loss < 3; loss++)
        {
            Volatile.Write(ref now, (await (loss % 2 == 0 ? empty : data).OpenAsync()).Leases);
            bool isBad = loss % 2 == 1;
            long many = (long)Math.Pow(1000, loss + 2);
            await one.RecordAsync(Declared.Checkout, good: isBad ? 0 : many, bad: isBad ? many : 0);
            for (int i = 0; i < 3; i++)
            {
                await one.RoundAsync();
                await two.RoundAsync();
            }

            (await one.StateAsync()).Should().Be(isBad ? AlertState.Firing : AlertState.Inactive, "loss {0}", loss);
        }

        one.Notifier.Told.Select(told => told.Kind)
            .Should()
            .Equal(AlertTransitionKind.Resolved, AlertTransitionKind.Fired, AlertTransitionKind.Resolved);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_superseded_holder_decided_is_not_stored_and_not_told(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        ISeriesStore series = Forwarding.To(store.Series);
        await using HostedProcess suspended = HostedProcess.Start(
            store, Shop, r => r.Objective().SetService(series), interval: HostedProcess.Short);
        await using HostedProcess other = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        await suspended.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        series.Configure()
            .SummarizeAsync(default!, default)
            .ReturnsForAnyArgs(call => SummarizeAndWaitAsync(call.Arg<IReadOnlyList<SeriesQuery>>(), call.Arg<CancellationToken>()));
        Task round = suspended.RoundAsync();
        await held.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // It has seen that all is bad, and sleeps. Meanwhile its lease ends, another takes over, and sees what is good again.
        await Eventually.BecomesAsync(
            async () => (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases.All(one => one.Request.Owner != suspended.Id()),
            "the leases end");
        await other.RecordAsync(Declared.Checkout, good: 50_000, bad: 0);
        await other.RoundAsync();
        (await other.StateAsync()).Should().Be(AlertState.Inactive);
        released.TrySetResult();
        await round;

        (await other.StateAsync()).Should().Be(AlertState.Inactive);
        (await other.Get<IAlerts>().GetHistoryAsync(Shop, 10)).Should().BeEmpty();
        suspended.Notifier.Told.Should().BeEmpty();
        suspended.Log.Of("JobFailed").Should().ContainSingle("what is rejected is told").Which.Should().Contain(Declared.Checkout);
        foreach (HostedProcess process in new[] { suspended, other })
        {
            await process.LookAsync();
            (_, bool hasFailed, string? lastDoneBy) = await process.JobOverHttpAsync();
            (hasFailed, lastDoneBy).Should().Be((true, other.Id()), "what is rejected is shown, beside who did it");
            (await process.StateOverHttpAsync()).Should().Be("Inactive");
        }

        await suspended.RoundAsync();
        (await other.StateAsync()).Should().Be(AlertState.Inactive);

        // A process that is suspended in the middle of its round, with what it has read.
        async ValueTask<IReadOnlyList<SeriesSummary>> SummarizeAndWaitAsync(
            IReadOnlyList<SeriesQuery> queries,
            CancellationToken cancellationToken)
        {
            IReadOnlyList<SeriesSummary> read = await store.Series.SummarizeAsync(queries, cancellationToken);
            held.TrySetResult();
            await released.Task.WaitAsync(cancellationToken);
            return read;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_definition_that_a_superseded_holder_decided_to_record_is_not_in_the_ledger(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        IEventLog events = Forwarding.To(store.Events);
        await using HostedProcess suspended = HostedProcess.Start(
            store, Shop, r => r.Objective(target: 99m).SetService(events), interval: HostedProcess.Short);
        await using HostedProcess other = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        events.Configure()
            .ReadAsync(default(EventQuery)!, default)
            .ReturnsForAnyArgs(call => ReadAndWaitAsync(call.Arg<EventQuery>(), call.Arg<CancellationToken>()));
        Task round = suspended.RoundAsync("ledger");
        await held.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // It has seen an empty ledger, and sleeps. Meanwhile its lease ends, and another takes over and records its own definition.
        await Eventually.BecomesAsync(
            async () => (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases.All(one => one.Request.Owner != suspended.Id()),
            "the leases end");
        await other.RoundAsync("ledger");
        released.TrySetResult();
        await round;

        (await other.Get<IBudgetLedger>().GetEntriesAsync(Shop))
            .Should()
            .ContainSingle().Which.Reason
            .Should()
            .StartWith("99.9 %");
        suspended.Log.Of("JobFailed").Should().ContainSingle("what is rejected is told").Which.Should().Contain(Declared.Checkout);

        async IAsyncEnumerable<StoredEvent> ReadAndWaitAsync(
            EventQuery query,
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            List<StoredEvent> read = await store.Events.ReadAsync(query, cancellationToken).ToListAsync(cancellationToken);
            held.TrySetResult();
            await released.Task.WaitAsync(cancellationToken);
            foreach (StoredEvent stored in read)
            {
                yield return stored;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_delivery_that_a_superseded_holder_could_not_store_is_repeated_once_and_reported(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess suspended = HostedProcess.Start(store, Shop, r => r.Objective(), interval: HostedProcess.Short);
        await using HostedProcess other = HostedProcess.Start(await data.OpenAsync(), Shop, r => r.Objective());
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        suspended.Notifier.Before = (_, _) =>
        {
            held.TrySetResult();
            return released.Task;
        };
        await suspended.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        Task round = suspended.RoundAsync();
        await held.Task.WaitAsync(TimeSpan.FromSeconds(30));

        // It sleeps while it tells. Meanwhile its lease ends, and another takes over and tells, since nobody stored that it was told.
        await Eventually.BecomesAsync(
            async () => (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases.All(one => one.Request.Owner != suspended.Id()),
            "the leases end");
        await other.RoundAsync();
        released.TrySetResult();
        await round;
        await suspended.RoundAsync();
        await other.RoundAsync();

        suspended.Notifier.Told.Select(one => (one.AlertId, one.Kind))
            .Should()
            .Equal(other.Notifier.Told.Select(one => (one.AlertId, one.Kind))).And
            .ContainSingle();
        suspended.Log.Of("JobFailed").Should().ContainSingle("it could not store that it told").Which.Should().Contain(Declared.Checkout);
        (await other.HistoryOverHttpAsync(Shop)).Should().Equal((Declared.Checkout, "Fired"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_a_process_with_a_wrong_clock_did_not_deliver_is_delivered_by_the_next(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess ahead =
            HostedProcess.Start(store, Shop, r => r.Objective(), skew: TimeSpan.FromDays(10), interval: HostedProcess.Short);
        ahead.Notifier.Before = (_, _) => throw new InvalidOperationException("it is killed before it tells");
        await ahead.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await ahead.RoundAsync();
        (await ahead.FiresAsync()).Should().BeTrue();
        await Eventually.BecomesAsync(
            async () => (await store.Leases.ListAsync(Shop, CancellationToken.None)).Leases.All(one => one.Request.Owner != ahead.Id()),
            "the leases end");

        await using HostedProcess next = HostedProcess.Start(store, Shop, r => r.Objective());
        await next.RoundAsync();

        next.Notifier.Told.Should()
            .ContainSingle("no clock but that of the store may put off what is to be told").Which.Kind
            .Should()
            .Be(AlertTransitionKind.Fired);
        (await next.HistoryOverHttpAsync(Shop)).Should().Equal((Declared.Checkout, "Fired"));
        (await next.JobOverHttpAsync()).Should().Be(("OnTime", false, next.Id()));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_alert_that_resolved_under_a_wrong_clock_fires_again_at_once(string kind)
    {
        await using SharedStore data = await SharedStore.NewAsync(kind);
        IReliabilityStore store = await data.OpenAsync();
        await using HostedProcess ahead = HostedProcess.Start(store, Shop, r => r.Objective(), skew: TimeSpan.FromDays(10));
        await ahead.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await ahead.RoundAsync();
        await ahead.RecordAsync(Declared.Checkout, good: 50_000, bad: 0);
        await ahead.RoundAsync();
        (await ahead.StateAsync()).Should().Be(AlertState.Inactive);
        await ahead.StopAsync();

        await using HostedProcess next = HostedProcess.Start(store, Shop, r => r.Objective());
        await next.RecordAsync(Declared.Checkout, good: 0, bad: 50);
        await next.RoundAsync();
        await next.RoundAsync();

        (await next.FiresAsync()).Should().BeTrue();
        next.Notifier.Told.Should().ContainSingle();
        (await next.StateOverHttpAsync()).Should().Be("Firing");
        (await next.HistoryOverHttpAsync(Shop))[0].Should().Be((Declared.Checkout, "Fired"));
        (await next.JobOverHttpAsync()).Should().Be(("OnTime", false, next.Id()));
    }

    private static ReliabilityBuilder Two(ReliabilityBuilder builder) => builder.Objective().Objective("search");

    /// <summary>Processes come and go in good order, so that the token of the alert that fires is a great one.</summary>
    private static async Task FireUnderHighTokensAsync(SharedStore data)
    {
        IReliabilityStore store = await data.OpenAsync();
        for (int i = 0; i < 6; i++)
        {
            await using HostedProcess process = HostedProcess.Start(store, Shop, r => Two(r));
            await process.RecordAsync(Declared.Checkout, good: 0, bad: 50);
            await process.RecordAsync("search", good: 50, bad: 0);
            await process.RoundAsync();
            (await process.FiresAsync()).Should().BeTrue();
            await process.StopAsync();
        }
    }

    private static async Task ShouldGoOnAsync(HostedProcess process)
    {
        (await process.FiresAsync()).Should().BeTrue("the alert came over");
        await process.RecordAsync(Declared.Checkout, good: 1_000_000, bad: 0);
        await process.RecordAsync("search", good: 0, bad: 1_000_000);

        await process.RoundAsync();

        (await process.StateAsync()).Should().Be(AlertState.Inactive);
        (await process.StateAsync("search")).Should().Be(AlertState.Firing);
        process.Notifier.CountOf(AlertTransitionKind.Resolved, Declared.Checkout).Should().Be(1);
        process.Notifier.CountOf(AlertTransitionKind.Fired, "search").Should().Be(1);
        (await process.StateOverHttpAsync()).Should().Be("Inactive");
        (await process.StateOverHttpAsync("search")).Should().Be("Firing");
        (await process.JobOverHttpAsync("search")).Should().Be(("OnTime", false, process.Id()));
        (await process.HistoryOverHttpAsync(Shop)).Take(2)
            .Should()
            .BeEquivalentTo([("search", "Fired"), (Declared.Checkout, "Resolved")]);
        process.Log.Of("JobFailed").Should().BeEmpty();
        await process.RoundAsync();
        process.Notifier.Told.Should().HaveCount(2);
    }
}
