using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.LeaseScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The requirements of an <see cref="ILeaseStore"/>. Derive a public class from it and implement how the store is opened; the test runner
/// then finds the tests.
/// </summary>
/// <remarks>The clock of the store must advance by itself between calls: the tests wait only by calling the store again.</remarks>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class LeaseStoreConformance<TStore> : LeaseBatchConformance<TStore>
    where TStore : class
{
    /// <summary>A lease that no owner acquired has no holder.</summary>
    [Fact]
    public async Task AnUnknownLeaseIsFree()
    {
        ILeaseStore store = await StartAsync();
        var forged = new Lease { Request = Request(), Token = 1, ExpiresAt = DateTimeOffset.MaxValue };
        Assert.Null(await store.GetAsync());
        Assert.Null(await store.RenewAsync(forged));
        Assert.False(await store.ReleaseAsync(forged));
        Assert.Null(await store.GetAsync());
        Lease lease = await store.TakeAsync();
        Assert.True(lease.Token > 0, "A token must be above zero.");
        Assert.Equal(lease, await store.GetAsync());
    }

    /// <summary>While an owner holds the lease, no other owner gets it, and a rejected request changes nothing.</summary>
    [Fact]
    public async Task OneOwnerHoldsTheLease()
    {
        ILeaseStore one = await StartAsync();
        ILeaseStore two = await StartAsync();
        Lease lease = await one.TakeAsync("a");
        foreach (string other in (string[])["b", "A", "a ", "aa"])
        {
            await one.AssertRejectedAsync(other);
            await two.AssertRejectedAsync(other);
        }

        Assert.Equal(lease, await one.GetAsync());
        Assert.Equal(lease, await two.GetAsync());
    }

    /// <summary>The owner acquires the lease again, with the same token and the newly requested duration.</summary>
    [Fact]
    public async Task TheOwnerGetsItAgain()
    {
        ILeaseStore one = await StartAsync();
        ILeaseStore two = await StartAsync();
        Lease first = await one.TakeAsync("a", TimeSpan.FromMinutes(10));
        Lease longer = await two.TakeAsync("a", TimeSpan.FromMinutes(30));
        Assert.Equal(first.Token, longer.Token);
        Assert.Equal(longer, await one.GetAsync());
        Assert.True(longer.ExpiresAt >= first.ExpiresAt.AddMinutes(20), "The lease was not extended.");

        Lease shorter = await one.TakeAsync("a", TimeSpan.FromMinutes(1));
        Assert.Equal(first.Token, shorter.Token);
        Assert.Equal(shorter, await two.GetAsync());
        Assert.True(shorter.ExpiresAt < first.ExpiresAt, "The lease was not made shorter.");
    }

    /// <summary>A renewed lease keeps its token; an older copy of the lease is equally valid.</summary>
    [Fact]
    public async Task ALeaseIsRenewed()
    {
        ILeaseStore store = await StartAsync();
        Lease lease = await store.TakeAsync();
        Lease? renewed = await store.RenewAsync(lease);
        Assert.Equal((lease.Request, lease.Token), (renewed?.Request, renewed?.Token));
        Assert.True(renewed!.ExpiresAt >= lease.ExpiresAt, "The lease was not extended.");
        Assert.Equal(renewed, await store.GetAsync());

        Lease? again = await store.RenewAsync(lease);
        Assert.Equal(lease.Token, again?.Token);
        await store.AssertRejectedAsync("b");
    }

    /// <summary>A lease of another owner or token can be neither renewed nor released, and the lease in force is not affected.</summary>
    [Fact]
    public async Task AForgedLeaseChangesNothing()
    {
        ILeaseStore store = await StartAsync();
        Lease old = await store.TakeAsync();
        await store.ReleaseAsync(old);
        Lease lease = await store.TakeAsync();
        Lease[] forged =
        [
            old, lease with { Request = Request("b") }, lease with { Request = Request("A") },
            lease with { Request = Request(name: "other") },
            lease with { Token = lease.Token + 1 }, lease with { Token = lease.Token - 1 }, lease with { Token = 0 },
            lease with { Token = -lease.Token }, lease with { Token = long.MaxValue }, lease with { Token = long.MinValue },
        ];
        foreach (Lease one in forged)
        {
            Assert.Null(await store.RenewAsync(one));
            Assert.False(await store.ReleaseAsync(one));
            Assert.Equal(lease, await store.GetAsync());
        }

        Assert.Null(await store.GetAsync("other"));
        Assert.True(await store.ReleaseAsync(lease));
    }

    /// <summary>A released lease is free immediately, and has ended for its holder.</summary>
    [Fact]
    public async Task AReleaseIsOverOnce()
    {
        ILeaseStore one = await StartAsync();
        ILeaseStore two = await StartAsync();
        Lease lease = await one.TakeAsync();
        Assert.True(await two.ReleaseAsync(lease));
        Assert.False(await one.ReleaseAsync(lease));
        Assert.Null(await one.RenewAsync(lease));
        Assert.Null(await one.GetAsync());

        Lease next = await two.TakeAsync("b");
        Assert.True(next.Token > lease.Token, "The next lease has no greater token.");
        Assert.Null(await one.RenewAsync(lease));
        Assert.False(await one.ReleaseAsync(lease));
        Assert.Equal(next, await one.GetAsync());
    }

    /// <summary>Tokens increase from lease to lease, across releases, restarts and owners, and are never reused.</summary>
    [Fact]
    public async Task TokensGrow()
    {
        ILeaseStore store = await StartAsync();
        long last = 0;
        for (int i = 0; i < 12; i++)
        {
            Lease lease = await store.TakeAsync(i % 3 == 0 ? "a" : "b");
            Assert.True(lease.Token > last, $"Token {lease.Token} came after token {last}.");
            last = lease.Token;
            await store.ReleaseAsync(lease);
            if (i % 4 == 3)
            {
                store = await RestartAsync(store);
            }
        }
    }

    /// <summary>Owners in two processes that compete for a lease hold it one after the other, with increasing tokens.</summary>
    [Fact]
    public async Task ARaceHasOneHolderAtATime()
    {
        const int Owners = 8;
        const int Turns = 10;
        ILeaseStore[] stores = [await StartAsync(), await StartAsync()];
        List<long> tokens = [];
        int holders = 0;
        await Together.RunAsync(Owners, async owner =>
        {
            ILeaseStore store = stores[owner % 2];
            for (int turn = 0; turn < Turns; turn++)
            {
                Lease lease = await store.TakeOverAsync(Request($"owner-{owner}"));
                Assert.Equal(1, Interlocked.Increment(ref holders));
                tokens.Add(lease.Token);
                Assert.Equal(lease, await store.GetAsync());
                Interlocked.Decrement(ref holders);
                Assert.True(await store.ReleaseAsync(lease), "A lease in force was lost.");
            }
        });

        Assert.Equal(Owners * Turns, tokens.Distinct().Count());
        Assert.Equal(tokens.Order(), tokens);
    }

    /// <summary>If several owners request a lease concurrently, one gets it.</summary>
    [Fact]
    public async Task ARaceHasOneWinner()
    {
        ILeaseStore[] stores = [await StartAsync(), await StartAsync()];
        for (int round = 0; round < 20; round++)
        {
            Lease?[] leases = await Together.RunAsync(
                6, owner => stores[owner % 2].AcquireAsync(Request($"owner-{owner}", name: $"job-{round}")));
            Lease winner = Assert.Single(leases.OfType<Lease>());
            Assert.Equal(winner, await stores[round % 2].GetAsync($"job-{round}"));
        }
    }

    /// <summary>One owner that requests a lease several times concurrently gets one lease.</summary>
    [Fact]
    public async Task ARaceOfRepetitionsGetsOneToken()
    {
        ILeaseStore[] stores = [await StartAsync(), await StartAsync()];
        for (int round = 0; round < 20; round++)
        {
            Lease?[] leases = await Together.RunAsync(4, client => stores[client % 2].AcquireAsync(Request(name: $"job-{round}")));
            Assert.All(leases, Assert.NotNull);
            Assert.Single(leases.Select(lease => lease!.Token).Distinct());
        }
    }

    /// <summary>A restart keeps the lease in force, and the tokens of ended leases.</summary>
    [Fact]
    public async Task ARestartKeepsLeases()
    {
        ILeaseStore store = await StartAsync();
        Lease held = await store.TakeAsync(name: "held");
        Lease released = await store.TakeAsync(name: "released");
        await store.ReleaseAsync(released);
        store = await RestartAsync(store);

        Assert.Equal(held, await store.GetAsync("held"));
        await store.AssertRejectedAsync("b", "held");
        Assert.Equal(held.Token, (await store.RenewAsync(held))?.Token);
        Assert.Null(await store.GetAsync("released"));
        Assert.Null(await store.RenewAsync(released));
        Assert.True((await store.TakeAsync(name: "released")).Token > released.Token, "A token was used again.");
    }

    /// <summary>Names and owners are compared byte by byte: no case folding, trimming, normalization, quoting or formatting.</summary>
    [Fact]
    public async Task NamesAreOpaque()
    {
        string[] names = Samples.Names;
        ILeaseStore store = await StartAsync();
        Dictionary<string, Lease> leases = new(StringComparer.Ordinal);
        foreach (string name in names)
        {
            leases.Add(name, await store.TakeAsync(owner: name, name: name));
        }

        for (int i = 0; i < names.Length; i++)
        {
            Assert.Equal(leases[names[i]], await store.GetAsync(names[i]));
            await store.AssertRejectedAsync(names[(i + 1) % names.Length], names[i]);
            await store.AssertRejectedAsync(names[i], names[0] == names[i] ? names[1] : names[0]);
        }

        foreach (string name in names)
        {
            Assert.True(await store.ReleaseAsync(leases[name]), $"The lease '{name}' was lost.");
            Assert.Null(await store.GetAsync(name));
        }
    }

    /// <summary>Namespaces share neither leases nor tokens.</summary>
    [Fact]
    public async Task NamespacesShareNothing()
    {
        ILeaseStore one = await StartAsync(Namespace + "-one");
        ILeaseStore two = await StartAsync(Namespace + "-two");
        Lease lease = await one.TakeAsync("a");
        Assert.Null(await two.GetAsync());
        Assert.Null(await two.RenewAsync(lease));
        Assert.False(await two.ReleaseAsync(lease));
        Lease other = await two.TakeAsync("b");
        Assert.Equal(lease, await one.GetAsync());
        Assert.True(await two.ReleaseAsync(other));
        Assert.Equal(lease, await one.GetAsync());
    }

    /// <summary>A call that is canceled before it begins throws an exception and has no effect.</summary>
    [Fact]
    public async Task ACancelledCallDoesNothing()
    {
        ILeaseStore store = await StartAsync();
        Lease lease = await store.TakeAsync();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.InitializeAsync(cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AcquireAsync(Request(), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.AcquireAsync(Request(name: "other"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.RenewAsync(lease, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ReleaseAsync(lease, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.ListAsync(Service, cancelled));
        Assert.Equal(lease, await store.GetAsync());
        Assert.Null(await store.GetAsync("other"));
    }

    /// <summary>A call that is canceled in progress has its full effect or none, and repeating it completes it.</summary>
    [Fact]
    public async Task ACancellationIsAllOrNothing()
    {
        ILeaseStore store = await StartAsync();
        long last = 0;
        for (int i = 0; i < 20; i++)
        {
            await Together.CancelUnderWayAsync(async token => await store.AcquireAsync(Request(), token));
            Lease? seen = await store.GetAsync();
            Lease lease = await store.TakeAsync();
            Assert.Equal(lease.Token, seen?.Token ?? lease.Token);
            Assert.True(lease.Token > last, $"Token {lease.Token} came after token {last}.");
            last = lease.Token;

            await Together.CancelUnderWayAsync(async token => await store.ReleaseAsync(lease, token));
            Assert.Contains(await store.GetAsync(), (Lease?[])[lease, null]);
            await store.ReleaseAsync(lease);
            Assert.Null(await store.GetAsync());
        }
    }

    /// <summary>Initialization can be repeated, and can run concurrently in several processes.</summary>
    [Fact]
    public async Task InitialisingMayBeRepeated()
    {
        ILeaseStore[] stores = [await StartAsync(), await StartAsync(), await StartAsync()];
        await Together.RunAsync(stores.Length, async client => await stores[client].InitializeAsync(CancellationToken.None));
        Lease lease = await stores[0].TakeAsync();
        await stores[1].InitializeAsync(CancellationToken.None);
        Assert.Equal(lease, await stores[2].GetAsync());
    }
}
