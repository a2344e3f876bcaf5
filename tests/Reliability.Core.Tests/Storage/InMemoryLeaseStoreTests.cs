using Microsoft.Extensions.Time.Testing;
using Reliability.Storage;

namespace Reliability.Core.Tests.Storage;

public sealed class InMemoryLeaseStoreTests
{
    private static readonly LeaseId Job = new("shop", "job");
    private static readonly LeaseRequest Request = new(Job, "a", TimeSpan.FromMinutes(1));

    private readonly FakeTimeProvider _clock = new(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly InMemoryLeaseStore _store;

    public InMemoryLeaseStoreTests() => _store = new InMemoryLeaseStore(_clock);

    [Fact]
    public async Task A_lease_ends_at_its_end_to_the_tick()
    {
        Lease lease = (await _store.AcquireAsync(Request, default))!;
        lease.ExpiresAt.Should().Be(_clock.GetUtcNow().AddMinutes(1));

        _clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        (await _store.GetAsync(Job, default)).Should().Be(lease);
        (await _store.AcquireAsync(new LeaseRequest(Job, "b", TimeSpan.FromMinutes(1)), default)).Should().BeNull();
        _clock.Advance(TimeSpan.FromTicks(1));
        (await _store.GetAsync(Job, default)).Should().BeNull();
        (await _store.RenewAsync(lease, default)).Should().BeNull();
        (await _store.ReleaseAsync(lease, default)).Should().BeFalse();
        (await _store.AcquireAsync(new LeaseRequest(Job, "b", TimeSpan.FromMinutes(1)), default))!.Token.Should().Be(lease.Token + 1);
    }

    [Fact]
    public async Task Renewing_counts_from_now()
    {
        Lease lease = (await _store.AcquireAsync(Request, default))!;
        for (int i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(59));
            lease = (await _store.RenewAsync(lease, default))!;
            lease.ExpiresAt.Should().Be(_clock.GetUtcNow().AddMinutes(1));
        }

        lease.Token.Should().Be(1);
    }

    [Fact]
    public async Task A_sleeper_does_not_take_part_with_its_old_token()
    {
        Lease slept = (await _store.AcquireAsync(Request, default))!;
        _clock.Advance(TimeSpan.FromMinutes(2));
        Lease next = (await _store.AcquireAsync(Request, default))!;
        next.Token.Should().BeGreaterThan(slept.Token);
        (await _store.RenewAsync(slept, default)).Should().BeNull();
        (await _store.ReleaseAsync(slept, default)).Should().BeFalse();
        (await _store.GetAsync(Job, default)).Should().Be(next);
    }
}
