using Reliability.Jobs;

namespace Reliability.Core.Tests.Jobs;

/// <summary>Who waits for the loss of a lease runs code of its own: it keeps no heartbeat back.</summary>
public sealed class HeldLeasesTests : IDisposable
{
    private readonly Fleet _fleet = new();

    public void Dispose() => _fleet.Dispose();

    [Fact]
    public async Task One_who_blocks_when_a_lease_is_lost_stops_no_heartbeat()
    {
        JobCoordinator jobs = await StartAsync();
        using var release = new ManualResetEventSlim();
        JobClaim claim = (await jobs.ClaimAsync([Fleet.Objective("checkout")])).Single();
        await using CancellationTokenRegistration blocks = claim.Lost.UnsafeRegister(_ => release.Wait(), null);

        Task beats = Task.Run(async () =>
        {
            _fleet.Pass(Fleet.Interval * 2);
            await jobs.BeatAsync();
            await jobs.BeatAsync();
        });
        try
        {
            await beats.WaitAsync(TimeSpan.FromSeconds(30));
        }
        finally
        {
            release.Set();
        }

        claim.Lost.IsCancellationRequested.Should().BeTrue();
        (await _fleet.Store.Leases.ListAsync("shop", CancellationToken.None)).Leases
            .Should().Contain(one => one.Request.Id.Job == $"process:{jobs.Options.ProcessId}");
    }

    [Fact]
    public async Task One_who_throws_when_a_lease_is_lost_keeps_no_other_from_being_told()
    {
        JobCoordinator jobs = await StartAsync();
        ClaimedJobs claims = await jobs.ClaimAsync([Fleet.Objective("checkout"), Fleet.Objective("search"), Fleet.Objective("orders")]);
        foreach (JobClaim claim in claims)
        {
            claim.Lost.UnsafeRegister(_ => throw new InvalidOperationException("This callback always fails."), null);
        }

        _fleet.Pass(Fleet.Interval * 2);
        await jobs.BeatAsync();

        claims.Should().HaveCount(3).And.OnlyContain(claim => claim.Lost.IsCancellationRequested);
    }

    private async Task<JobCoordinator> StartAsync()
    {
        JobCoordinator jobs = _fleet.Start();
        jobs.Declare(Fleet.Objective("checkout"), "alerts", Fleet.Interval);
        await jobs.BeatAsync();
        return jobs;
    }
}
