using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.LeaseScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="LeaseStoreConformance{TStore}"/> for time: a lease ends by the clock of the store, neither earlier nor later.
/// Derive from that class, not from this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class LeaseExpiryConformance<TStore> : StoreConformance<TStore, ILeaseStore>
    where TStore : class
{
    /// <summary>A store may measure time in milliseconds.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(1);

    /// <summary>A lease expires its full duration after it was acquired or renewed.</summary>
    [Fact]
    public async Task ALeaseLastsItsDuration()
    {
        ILeaseStore store = await StartAsync();
        foreach (TimeSpan duration in (TimeSpan[])[TimeSpan.FromMilliseconds(60_001), TimeSpan.FromMinutes(5), LeaseRequest.MaxDuration])
        {
            Lease taken = await CheckAsync(duration, () => store.TakeAsync("a", duration));
            Lease renewed = await CheckAsync(duration, async () => (await store.RenewAsync(taken))!);
            Assert.Equal(TimeSpan.Zero, renewed.ExpiresAt.Offset);
            await CheckAsync(duration, () => store.TakeAsync("a", duration));
        }

        async Task<Lease> CheckAsync(TimeSpan duration, Func<Task<Lease>> call)
        {
            DateTimeOffset before = await store.NowAsync();
            Lease lease = await call();
            DateTimeOffset after = await store.NowAsync();
            Assert.InRange(lease.ExpiresAt - duration, before - Resolution, after + Resolution);
            return lease;
        }
    }

    /// <summary>An expired lease is free, and the next one begins after its end, with a greater token.</summary>
    [Fact]
    public async Task AnExpiredLeaseIsTakenOver()
    {
        ILeaseStore one = await StartAsync();
        ILeaseStore two = await StartAsync();
        Lease lease = await one.TakeAsync("a", Short);
        for (int i = 0; i < 8; i++)
        {
            Lease next = await (i % 2 == 0 ? two : one).TakeOverAsync(Request($"owner-{i}", Short));
            Assert.True(next.Token > lease.Token, $"Token {next.Token} came after token {lease.Token}.");
            Assert.True(
                next.Since() >= lease.ExpiresAt - Resolution,
                $"A lease was taken at {next.Since():O}, before {lease.ExpiresAt:O}, when another ended.");
            lease = next;
        }
    }

    /// <summary>An expired lease has ended for its holder: it can be neither renewed nor released, and nothing changes.</summary>
    [Fact]
    public async Task AnExpiredLeaseIsOver()
    {
        ILeaseStore store = await StartAsync();
        Lease lease = await store.TakeAsync("a", Short);
        await store.UntilExpiredAsync(lease);
        Assert.Null(await store.RenewAsync(lease));
        Assert.False(await store.ReleaseAsync(lease));
        Assert.Null(await store.GetAsync());

        Lease next = await store.TakeAsync("b");
        Assert.Null(await store.RenewAsync(lease));
        Assert.False(await store.ReleaseAsync(lease));
        await store.AssertRejectedAsync("a");
        Assert.Equal(next, await store.GetAsync());
    }

    /// <summary>An owner whose lease expired gets a new one, with a greater token.</summary>
    [Fact]
    public async Task AnOwnerThatComesLateGetsANewToken()
    {
        ILeaseStore store = await StartAsync();
        Lease late = await store.TakeAsync("a", Short);
        await store.UntilExpiredAsync(late);
        Lease next = await store.TakeAsync("a");
        Assert.True(next.Token > late.Token, "The token of an expired lease was used again.");
        Assert.Null(await store.RenewAsync(late));
        Assert.False(await store.ReleaseAsync(late));
        Assert.Equal(next, await store.GetAsync());
    }

    /// <summary>Tokens increase after an expiry, also for the shortest leases and after a restart.</summary>
    [Fact]
    public async Task TokensGrowOverExpiries()
    {
        ILeaseStore store = await StartAsync();
        long last = 0;
        for (int i = 0; i < 15; i++)
        {
            Lease lease = await store.TakeOverAsync(Request($"owner-{i}", LeaseRequest.MinDuration));
            Assert.True(lease.Token > last, $"Token {lease.Token} came after token {last}.");
            last = lease.Token;
            await store.UntilExpiredAsync(lease);
            if (i % 5 == 4)
            {
                store = await RestartAsync(store);
            }
        }
    }

    /// <summary>
    /// Leases of processes that came and went leave nothing behind, however they ended, and a token of them is never issued again.
    /// </summary>
    [Fact]
    public async Task ALeaseThatHasEndedIsNotKept()
    {
        const int Processes = 40;
        ILeaseStore store = await StartAsync();
        Lease kept = await store.TakeAsync("a", name: "kept");
        Lease foreign = await store.TakeAsync("a", name: "kept", service: "Shop");
        long last = 0;
        for (int round = 0; round < 3; round++)
        {
            Lease?[] leases =
            [
                .. await store.AcquireAsync(
                    [.. Enumerable.Range(0, Processes).Select(i => Request("p", i % 2 == 0 ? Long : Short, $"process:{i}"))],
                    CancellationToken.None),
            ];
            Assert.All(leases, lease => Assert.True(lease!.Token > last, $"{lease} has a token that is not greater than {last}."));
            last = leases.Max(lease => lease!.Token);
            await store.ReleaseAsync([.. leases.Where((_, i) => i % 2 == 0).Select(lease => lease!)], CancellationToken.None);
            foreach (Lease? brief in leases.Where((_, i) => i % 2 == 1))
            {
                await store.UntilExpiredAsync(brief!);
            }

            await store.TakeAsync("a", name: "kept");
            LeaseSnapshot snapshot = await store.ListAsync(Service, CancellationToken.None);
            Assert.Equal("kept", Assert.Single(snapshot.Leases).Request.Id.Job);
            Assert.Equal(1, await CountKeptLeasesAsync(StoreOf(store), Namespace, Service));
            Assert.Equal(1, await CountKeptLeasesAsync(StoreOf(store), Namespace, "Shop"));
            store = await RestartAsync(store);
        }

        Assert.Equal(kept.Token, (await store.GetAsync("kept"))?.Token);
        Assert.Equal(foreign, await store.GetAsync("kept", "Shop"));
    }

    /// <summary>
    /// Returns the number of leases of a service that the store keeps, including those that have ended. The count reads the data itself,
    /// such as the rows of a table, because the role shows only the leases that are in force.
    /// </summary>
    /// <param name="store">The open store.</param>
    /// <param name="storeNamespace">The namespace of its data.</param>
    /// <param name="service">The service.</param>
    protected abstract ValueTask<long> CountKeptLeasesAsync(TStore store, string storeNamespace, string service);

    /// <summary>Renewing extends a lease beyond its original end.</summary>
    [Fact]
    public async Task RenewingKeepsALease()
    {
        ILeaseStore store = await StartAsync();
        Lease? kept = null;
        DateTimeOffset firstEnd = default;
        await UntilAsync("no lease can be renewed before its end", async () =>
        {
            Lease lease = await store.TakeAsync("a");
            firstEnd = (await store.TakeAsync("a", Short)).ExpiresAt;
            return (kept = await store.RenewAsync(lease)) is not null;
        });

        await UntilAsync("the clock of the store does not move", async () => await store.NowAsync() > firstEnd);
        Assert.Equal(kept, await store.GetAsync());
        await store.AssertRejectedAsync("b");
    }

    /// <summary>The end of one lease does not affect another.</summary>
    [Fact]
    public async Task LeasesAreIndependent()
    {
        ILeaseStore store = await StartAsync();
        Lease kept = await store.TakeAsync("a", name: "kept");
        Lease brief = await store.TakeAsync("a", Short, name: "brief");
        Lease released = await store.TakeAsync("a", name: "released");
        await store.UntilExpiredAsync(brief);
        Assert.True(await store.ReleaseAsync(released));
        Assert.Equal(kept, await store.GetAsync("kept"));
        Assert.Equal("b", (await store.TakeAsync("b", name: "brief")).Request.Owner);
        Assert.Equal("c", (await store.TakeAsync("c", name: "released")).Request.Owner);
        Assert.Equal(kept, await store.GetAsync("kept"));
    }
}
