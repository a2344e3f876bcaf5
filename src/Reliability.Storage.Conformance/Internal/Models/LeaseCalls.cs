using CsCheck;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Scripts of calls to a lease store. No lease expires, because the clock of a server cannot be advanced.</summary>
internal static class LeaseCalls
{
    private static readonly LeaseId[] Jobs = [new("shop", "alerts"), new("shop", "retention"), new("Shop", "alerts")];

    private static readonly Gen<ModelCall<ILeaseStore>> GenCall =
        from kind in Gen.Frequency((4, Gen.Const(0)), (2, Gen.Const(1)), (3, Gen.Const(2)), (1, Gen.Const(3)), (1, Gen.Const(4)))
        from job in Gen.Frequency((4, Gen.Const(Jobs[0])), (1, Gen.OneOfConst(Jobs)))
        from owner in Gen.OneOfConst("a", "A", "b")
        from pick in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[0, 5]))
        select kind switch
        {
            0 => new Acquire(new LeaseRequest(job, owner, LeaseScript.Long)),
            1 => new Renew(pick),
            2 => new Release(pick),
            4 => new List(job.Service),
            _ => (ModelCall<ILeaseStore>)new Get(job),
        };

    private static readonly Gen<ModelCall<ILeaseStore>> GenMany =
        from kind in Gen.Frequency((2, Gen.Const(0)), (1, Gen.Const(1)), (1, Gen.Const(2)))
        from jobs in Gen.OneOfConst(Jobs).Array[0, 5]
        from owner in Gen.OneOfConst("a", "A", "b")
        from other in Gen.OneOfConst("a", "b")
        from picks in Gen.Int[0, 5].Array[0, 5]
        select kind switch
        {
            0 => new AcquireMany([.. jobs.Select((job, i) => new LeaseRequest(job, i % 3 == 2 ? other : owner, LeaseScript.Long))]),
            1 => new RenewMany(picks),
            _ => (ModelCall<ILeaseStore>)new ReleaseMany(picks),
        };

    public static Gen<ModelCall<ILeaseStore>[]> Scripts(int min, int max) => Gen.Frequency((3, GenCall), (1, GenMany)).Array[min, max];

    /// <summary>Scripts of the atomic calls. A call for many leases need not be atomic.</summary>
    public static Gen<ModelCall<ILeaseStore>[]> AtomicScripts(int min, int max) => GenCall.Array[min, max];

    public static IEnumerable<ModelCall<ILeaseStore>> Observations =>
        [
            .. Jobs.Select(job => new Get(job)),
            .. Jobs.Select(job => job.Service).Distinct(StringComparer.Ordinal).Select(service => new List(service))
        ];

    /// <summary>
    /// Returns the lease as this client sees it: its token is compared with that of the client's previous lease of this name.
    /// </summary>
    private static string Text(ModelClient<ILeaseStore> client, Lease? lease)
    {
        if (lease is null)
        {
            return "none";
        }

        long last = client.Leases.FindLast(earlier => earlier.Request.Id == lease.Request.Id)?.Token ?? 0;
        return $"{lease.Request} "
            + $"{(lease.Token == last ? "with the same token" : lease.Token > last ? "with a greater token" : "with a smaller token")}";
    }

    private static Lease? Pick(ModelClient<ILeaseStore> client, int pick) =>
        client.Leases.Count == 0 ? null : client.Leases[^(1 + (pick % client.Leases.Count))];

    private sealed record Acquire(LeaseRequest Request) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client)
        {
            Lease? lease = await client.Store.AcquireAsync(Request);
            string text = Text(client, lease);
            if (lease is not null)
            {
                client.Leases.Add(lease);
            }

            return text;
        }
    }

    private sealed record Renew(int Age) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client) =>
            Pick(client, Age) is { } lease ? Text(client, await client.Store.RenewAsync(lease)) : "nothing to renew";
    }

    private sealed record Release(int Age) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client) =>
            Pick(client, Age) is { } lease ? $"{await client.Store.ReleaseAsync(lease)}" : "nothing to release";
    }

    private sealed record List(string Service) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client)
        {
            LeaseSnapshot snapshot = await client.Store.ListAsync(Service, CancellationToken.None);
            return string.Join(", ", snapshot.Leases.Select(lease => Text(client, lease)).Order(StringComparer.Ordinal));
        }
    }

    private sealed record AcquireMany(LeaseRequest[] Requests) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client)
        {
            IReadOnlyList<Lease?> leases = await client.Store.AcquireAsync(Requests, CancellationToken.None);
            List<string> texts = [];
            foreach (Lease? lease in leases)
            {
                texts.Add(Text(client, lease));
                client.Leases.AddRange(lease is null ? [] : [lease]);
            }

            return string.Join(", ", texts);
        }

        public override string ToString() => "Acquire " + string.Join<LeaseRequest>(", ", Requests);
    }

    private sealed record RenewMany(int[] Ages) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client)
        {
            Lease[] leases = [.. Ages.Select(age => Pick(client, age)).OfType<Lease>()];
            return string.Join(", ", (await client.Store.RenewAsync(leases, CancellationToken.None)).Select(lease => Text(client, lease)));
        }

        public override string ToString() => $"Renew those of ages {string.Join(", ", Ages)}";
    }

    private sealed record ReleaseMany(int[] Ages) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client)
        {
            Lease[] leases = [.. Ages.Select(age => Pick(client, age)).OfType<Lease>()];
            return string.Join(", ", await client.Store.ReleaseAsync(leases, CancellationToken.None));
        }

        public override string ToString() => $"Release those of ages {string.Join(", ", Ages)}";
    }

    private sealed record Get(LeaseId Job) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client) =>
            Text(client, await client.Store.GetAsync(Job, CancellationToken.None));
    }
}
