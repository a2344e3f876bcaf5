using Xunit;

namespace Reliability.Storage.Conformance.Internal;

/// <summary>Helper methods of the lease suite.</summary>
internal static class LeaseScript
{
    public const string Service = "shop";
    public const string Job = "alerts";

    /// <summary>A duration longer than any test.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromHours(1);

    /// <summary>A duration that is over after a short wait.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);

    public static LeaseRequest Request(string owner = "a", TimeSpan? duration = null, string name = Job, string service = Service) =>
        new(new LeaseId(service, name), owner, duration ?? Long);

    public static async Task<Lease?> AcquireAsync(this ILeaseStore store, LeaseRequest request) =>
        await store.AcquireAsync(request, CancellationToken.None);

    /// <summary>Acquires a lease that must be free or held by the owner.</summary>
    public static async Task<Lease> TakeAsync(
        this ILeaseStore store, string owner = "a", TimeSpan? duration = null, string name = Job, string service = Service)
    {
        LeaseRequest request = Request(owner, duration, name, service);
        Lease? lease = await store.AcquireAsync(request);
        Assert.Equal(request, lease?.Request);
        return lease!;
    }

    public static async Task AssertRejectedAsync(this ILeaseStore store, string owner, string name = Job) =>
        Assert.Null(await store.AcquireAsync(Request(owner, name: name)));

    public static async Task<Lease?> GetAsync(this ILeaseStore store, string name = Job, string service = Service) =>
        await store.GetAsync(new LeaseId(service, name), CancellationToken.None);

    public static async Task<Lease?> RenewAsync(this ILeaseStore store, Lease lease) =>
        await store.RenewAsync(lease, CancellationToken.None);

    public static async Task<bool> ReleaseAsync(this ILeaseStore store, Lease lease) =>
        await store.ReleaseAsync(lease, CancellationToken.None);

    /// <summary>Returns when a lease was last acquired or renewed, by the clock of the store.</summary>
    public static DateTimeOffset Since(this Lease lease) => lease.ExpiresAt - lease.Request.Duration;

    /// <summary>Returns the time by the clock of the store.</summary>
    public static async Task<DateTimeOffset> NowAsync(this ILeaseStore store) =>
        (await store.TakeAsync("clock", Long, name: "a job to read the clock by")).Since();

    /// <summary>Repeats a check until it succeeds, for at most half a minute.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> ask)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!await ask())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"After half a minute, {what}.");
            await Task.Yield();
        }
    }

    /// <summary>Waits until a short lease has expired.</summary>
    public static Task UntilExpiredAsync(this ILeaseStore store, Lease lease) => UntilAsync(
        $"a lease of {lease.Request.Duration} is in force",
        async () => await store.GetAsync(lease.Request.Id, CancellationToken.None) is null);

    /// <summary>Acquires a lease as soon as it is free.</summary>
    public static async Task<Lease> TakeOverAsync(this ILeaseStore store, LeaseRequest request)
    {
        Lease? taken = null;
        await UntilAsync($"'{request.Owner}' cannot take over a lease that should expire", async () =>
            (taken = await store.AcquireAsync(request)) is not null);
        return taken!;
    }
}
