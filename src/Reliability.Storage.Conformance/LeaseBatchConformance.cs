using Reliability.Storage.Conformance.Internal;
using Xunit;
using static Reliability.Storage.Conformance.Internal.LeaseScript;

namespace Reliability.Storage.Conformance;

/// <summary>
/// The part of <see cref="LeaseStoreConformance{TStore}"/> for services, lists and calls for many leases. Derive from that class, not from
/// this one.
/// </summary>
/// <typeparam name="TStore">The store under test.</typeparam>
public abstract class LeaseBatchConformance<TStore> : LeaseExpiryConformance<TStore>
    where TStore : class
{
    /// <summary>Services share no data: the same job of another service is a different lease, with its own tokens.</summary>
    [Fact]
    public async Task ServicesShareNothing()
    {
        ILeaseStore store = await StartAsync();
        Lease one = await store.TakeAsync("a");
        Lease foreign = one with { Request = Request("a", service: "Shop") };
        Assert.Null(await store.GetAsync(service: "Shop"));
        Assert.Null(await store.RenewAsync(foreign));
        Assert.False(await store.ReleaseAsync(foreign));
        Lease two = await store.TakeAsync("b", service: "Shop");
        Assert.Equal(one, await store.GetAsync());
        Assert.True(await store.ReleaseAsync(two));
        Assert.Equal(one, await store.GetAsync());
        Assert.Null(await store.GetAsync(service: "Shop"));
    }

    /// <summary>Services are compared byte by byte, and service and job are separate fields.</summary>
    [Fact]
    public async Task ServicesAreOpaque()
    {
        LeaseId[] ids =
        [
            .. Samples.Names.Select(name => new LeaseId(name, Job)),
            .. ((string[])[":", "/", "|", "%", "{", "}", " ", ".", "\\", "'"]).SelectMany(between => (LeaseId[])
                [new($"a{between}b", "c"), new("a", $"b{between}c"), new($"a{between}", "c"), new("a", $"{between}c")]),
        ];
        ILeaseStore store = await StartAsync();
        LeaseRequest[] requests = [.. ids.Select((id, i) => new LeaseRequest(id, $"owner-{i}", Long))];
        IReadOnlyList<Lease?> leases = await AcquireAsync(store, requests);
        Assert.Equal(requests, leases.Select(lease => lease?.Request));
        foreach (IGrouping<string, Lease?> service in leases.GroupBy(lease => lease!.Request.Id.Service, StringComparer.Ordinal))
        {
            LeaseSnapshot snapshot = await store.ListAsync(service.Key, CancellationToken.None);
            AssertSame(service, snapshot.Leases);
        }
    }

    /// <summary>A list contains the leases of one service that are in force, of any holder, and no others.</summary>
    [Fact]
    public async Task AListIsOfTheLeasesInForce()
    {
        ILeaseStore one = await StartAsync();
        ILeaseStore two = await StartAsync();
        Assert.Empty((await one.ListAsync(Service, CancellationToken.None)).Leases);
        Lease[] held = [.. await Task.WhenAll(Enumerable.Range(0, 30).Select(i => one.TakeAsync($"owner-{i % 4}", name: $"job-{i}")))];
        Lease released = await one.TakeAsync("a", name: "released");
        Lease expired = await one.TakeAsync("a", Short, "expired");
        Lease foreign = await two.TakeAsync("a", name: "job-0", service: "Shop");
        Assert.True(await two.ReleaseAsync(released));
        await one.UntilExpiredAsync(expired);

        AssertSame(held, (await one.ListAsync(Service, CancellationToken.None)).Leases);
        AssertSame(held, (await two.ListAsync(Service, CancellationToken.None)).Leases);
        AssertSame([foreign], (await one.ListAsync("Shop", CancellationToken.None)).Leases);
        Assert.Empty((await one.ListAsync("nobody", CancellationToken.None)).Leases);

        Lease renewed = (await two.RenewAsync(held[0]))!;
        AssertSame([renewed, .. held[1..]], (await one.ListAsync(Service, CancellationToken.None)).Leases);
        one = await RestartAsync(one);
        AssertSame([renewed, .. held[1..]], (await one.ListAsync(Service, CancellationToken.None)).Leases);
        foreach (string illegal in (string[])["", "a\nb", new('x', 201)])
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(async () => await one.ListAsync(illegal, CancellationToken.None));
        }
    }

    /// <summary>A list returns the time by the clock of the store. Every lease in the list is in force at this time.</summary>
    [Fact]
    public async Task AListTellsTheTimeOfTheStore()
    {
        ILeaseStore store = await StartAsync();
        TimeSpan resolution = TimeSpan.FromMilliseconds(1);
        DateTimeOffset last = DateTimeOffset.MinValue;
        for (int i = 0; i < 30; i++)
        {
            DateTimeOffset before = await store.NowAsync();
            Lease lease = await store.TakeOverAsync(Request($"owner-{i}", Short));
            LeaseSnapshot snapshot = await store.ListAsync(Service, CancellationToken.None);
            DateTimeOffset after = await store.NowAsync();
            Assert.InRange(snapshot.At, before - resolution, after + resolution);
            Assert.Equal(TimeSpan.Zero, snapshot.At.Offset);
            Assert.True(snapshot.At >= last, "The clock of the store went back.");
            Assert.All(
                snapshot.Leases,
                one => Assert.True(one.ExpiresAt > snapshot.At - resolution, $"{one} is listed at {snapshot.At:O}, after its end."));
            Assert.True(
                snapshot.Leases.Contains(lease) || snapshot.At >= lease.ExpiresAt - resolution,
                $"{lease} is in force at {snapshot.At:O} and is not listed.");
            last = snapshot.At;
        }
    }

    /// <summary>An empty list is valid and has no results.</summary>
    [Fact]
    public async Task AnEmptyListIsValid()
    {
        ILeaseStore store = await StartAsync();
        Assert.Empty(await AcquireAsync(store, []));
        Assert.Empty(await store.RenewAsync([], CancellationToken.None));
        Assert.Empty(await store.ReleaseAsync([], CancellationToken.None));
    }

    /// <summary>Each lease is processed independently, and the results are in the order of the list.</summary>
    [Fact]
    public async Task EachLeaseIsDecidedForItself()
    {
        ILeaseStore store = await StartAsync();
        Lease theirs = await store.TakeAsync("b", name: "theirs");
        Lease mine = await store.TakeAsync("a", name: "mine");
        IReadOnlyList<Lease?> leases = await AcquireAsync(
            store,
            [
                Request(name: "z"),
                Request(name: "theirs"),
                Request(name: "mine"),
                Request(name: "theirs", service: "Shop"),
                Request(name: "a")
            ]);
        Assert.Equal(["z", null, "mine", "theirs", "a"], leases.Select(lease => lease?.Request.Id.Job), StringComparer.Ordinal);
        Assert.Equal(mine.Token, leases[2]!.Token);

        Lease forged = theirs with { Request = Request(name: "theirs") };
        Lease stale = mine with { Token = mine.Token + 1 };
        Lease?[] renewed = [.. await store.RenewAsync([forged, leases[4]!, stale, theirs, leases[0]!], CancellationToken.None)];
        Assert.Equal([null, "a", null, "theirs", "z"], renewed.Select(lease => lease?.Request.Id.Job), StringComparer.Ordinal);
        Assert.Equal(
            [false, true, false, true, false],
            await store.ReleaseAsync([forged, renewed[4]!, stale, leases[3]!, theirs with { Token = 0 }], CancellationToken.None));
        AssertSame([renewed[3], renewed[1], leases[2]], (await store.ListAsync(Service, CancellationToken.None)).Leases);
        Assert.Empty((await store.ListAsync("Shop", CancellationToken.None)).Leases);
    }

    /// <summary>Requests for one job are processed in their order: each sees the result of the previous one.</summary>
    [Fact]
    public async Task LeasesOfOneJobAreDecidedInOrder()
    {
        ILeaseStore store = await StartAsync();
        IReadOnlyList<Lease?> leases = await AcquireAsync(
            store,
            [Request("a", TimeSpan.FromMinutes(5)), Request("b"), Request("b", name: "other"), Request("a"), Request("a", name: "other")]);
        Assert.Equal(["a", null, "b", "a", null], leases.Select(lease => lease?.Request.Owner), StringComparer.Ordinal);
        Assert.Equal(leases[0]!.Token, leases[3]!.Token);
        Assert.Equal(leases[3], await store.GetAsync());

        IReadOnlyList<Lease?> renewed = await store.RenewAsync(
            [leases[3]!, leases[3]! with { Token = 0 }, leases[3]!], CancellationToken.None);
        Assert.Equal([leases[3]!.Token, null, leases[3]!.Token], renewed.Select(lease => lease?.Token));
        Assert.Equal(
            [true, false, true, false], await store.ReleaseAsync([leases[3]!, leases[0]!, leases[2]!, leases[2]!], CancellationToken.None));
        Assert.Empty((await store.ListAsync(Service, CancellationToken.None)).Leases);
    }

    /// <summary>One call accepts a thousand leases.</summary>
    [Fact]
    public async Task AThousandLeasesFitOneCall()
    {
        ILeaseStore store = await StartAsync();
        LeaseRequest[] requests = [
            .. Enumerable.Range(0, 1_000).Select(i => Request($"owner-{i % 7}", name: $"{i * 7919 % 1_000:0000}", service: $"s{i % 2}"))
        ];
        Lease[] leases = [.. (await AcquireAsync(store, requests)).OfType<Lease>()];
        Assert.Equal(requests, leases.Select(lease => lease.Request));
        Lease[] renewed = [.. (await store.RenewAsync(leases, CancellationToken.None)).OfType<Lease>()];
        Assert.Equal(leases.Select(lease => (lease.Request, lease.Token)), renewed.Select(lease => (lease.Request, lease.Token)));
        AssertSame(renewed.Where((_, i) => i % 2 == 1), (await store.ListAsync("s1", CancellationToken.None)).Leases);

        Lease[] some = [.. renewed.Select((lease, i) => i % 3 == 0 ? lease with { Token = -1 } : lease)];
        Assert.Equal(some.Select((_, i) => i % 3 != 0), await store.ReleaseAsync(some, CancellationToken.None));
        AssertSame(renewed.Where((_, i) => i % 2 == 0 && i % 3 == 0), (await store.ListAsync("s0", CancellationToken.None)).Leases);
        IReadOnlyList<Lease?> taken = await AcquireAsync(store, requests.Select(request => new LeaseRequest(request.Id, "another", Long)));
        Assert.Equal(some.Select((_, i) => i % 3 != 0), taken.Select(lease => lease is not null));
        Assert.All(
            taken.Index(), one => Assert.True(one.Item is null || one.Item.Token > leases[one.Index].Token, "A token was used again."));
    }

    /// <summary>Concurrent calls that name the same jobs in opposite orders complete, and each job has one holder.</summary>
    [Fact]
    public async Task OppositeOrdersDoNotBlockEachOther()
    {
        const int Jobs = 40;
        const int Clients = 6;
        ILeaseStore[] stores = [await StartAsync(), await StartAsync()];
        for (int round = 0; round < 15; round++)
        {
            Lease?[][] leases = await Together.RunAsync(Clients, async client =>
            {
                IEnumerable<LeaseRequest> requests = Enumerable.Range(0, Jobs).Select(i => Request($"owner-{client}", name: $"{i:00}"));
                return (await AcquireAsync(stores[client / 2 % 2], client % 2 == 0 ? requests : requests.Reverse())).ToArray();
            });
            Lease[] winners = [.. leases.SelectMany(mine => mine).OfType<Lease>()];
            Assert.Equal(Jobs, winners.Select(lease => lease.Request.Id).Distinct().Count());
            Assert.Equal(Jobs, winners.Length);
            AssertSame(winners, (await stores[round % 2].ListAsync(Service, CancellationToken.None)).Leases);

            Lease?[][] renewed = await Together.RunAsync(Clients, async client =>
                (await stores[client / 2 % 2].RenewAsync(
                    [.. client % 2 == 0 ? winners : Enumerable.Reverse(winners)], CancellationToken.None)).ToArray());
            Assert.All(renewed.SelectMany(mine => mine), Assert.NotNull);
            bool[][] released = await Together.RunAsync(Clients, async client =>
                (await stores[client / 2 % 2].ReleaseAsync(
                    [.. client % 2 == 0 ? winners : Enumerable.Reverse(winners)], CancellationToken.None)).ToArray());
            Assert.Equal(Jobs, released.SelectMany(mine => mine).Count(isReleased => isReleased));
        }
    }

    private static async Task<IReadOnlyList<Lease?>> AcquireAsync(ILeaseStore store, IEnumerable<LeaseRequest> requests) =>
        await store.AcquireAsync([.. requests], CancellationToken.None);

    /// <summary>Asserts that both contain the same leases, in any order.</summary>
    private static void AssertSame(IEnumerable<Lease?> expected, IEnumerable<Lease> actual) =>
        Together.AssertSameInAnyOrder(expected.Select(Text), actual.Select(Text));

    private static string Text(Lease? lease) => $"{lease} {lease?.ExpiresAt.UtcTicks}";
}
