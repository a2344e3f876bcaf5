using CsCheck;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Scripts of calls to a lease store. No lease expires: a server's clock cannot be moved.</summary>
internal static class LeaseCalls
{
    private static readonly LeaseId[] Jobs = [new("shop", "alerts"), new("shop", "retention"), new("Shop", "alerts")];

    private static readonly Gen<ModelCall<ILeaseStore>> GenCall =
        from kind in Gen.Frequency((4, Gen.Const(0)), (2, Gen.Const(1)), (3, Gen.Const(2)), (1, Gen.Const(3)))
        from job in Gen.Frequency((4, Gen.Const(Jobs[0])), (1, Gen.OneOfConst(Jobs)))
        from owner in Gen.OneOfConst("a", "A", "b")
        from pick in Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[0, 5]))
        select kind switch
        {
            0 => new Acquire(new LeaseRequest(job, owner, LeaseScript.Long)),
            1 => new Renew(pick),
            2 => new Release(pick),
            _ => (ModelCall<ILeaseStore>)new Get(job),
        };

    public static Gen<ModelCall<ILeaseStore>[]> Scripts(int min, int max) => GenCall.Array[min, max];

    public static IEnumerable<ModelCall<ILeaseStore>> Observations => Jobs.Select(job => new Get(job));

    /// <summary>The lease as this client sees it: its token compared with that of the last one that the client had under the name.</summary>
    private static string Text(ModelClient<ILeaseStore> client, Lease? lease)
    {
        if (lease is null)
        {
            return "none";
        }

        long last = client.Leases.FindLast(earlier => earlier.Request.Id == lease.Request.Id)?.Token ?? 0;
        return $"{lease.Request} {(lease.Token == last ? "with the same token" : lease.Token > last ? "with a greater token" : "with a smaller token")}";
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

    private sealed record Get(LeaseId Job) : ModelCall<ILeaseStore>
    {
        public override async Task<string> RunAsync(ModelClient<ILeaseStore> client) => Text(client, await client.Store.GetAsync(Job, CancellationToken.None));
    }
}
