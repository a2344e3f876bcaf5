using Microsoft.Extensions.Time.Testing;

namespace Reliability.Storage.Sqlite.Tests;

/// <summary>Two hosts share a file; the clock of one is 500 days ahead, that of the other 500 days behind. Leases do not notice.</summary>
public sealed class SqliteLeaseTimeTests : IDisposable
{
    private static readonly TimeSpan Skew = TimeSpan.FromDays(500);
    private static readonly LeaseId Job = new("shop", "nightly");

    private readonly TempFolder _folder = new();
    private readonly SqliteStore _ahead;
    private readonly SqliteStore _behind;

    public SqliteLeaseTimeTests()
    {
        _ahead = _folder.Store(timeProvider: new FakeTimeProvider(DateTimeOffset.UtcNow + Skew));
        _behind = _folder.Store(timeProvider: new FakeTimeProvider(DateTimeOffset.UtcNow - Skew));
    }

    public void Dispose()
    {
        _ahead.Dispose();
        _behind.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_host_steals_or_loses_a_lease(bool aheadHolds)
    {
        (ILeaseStore holder, ILeaseStore other) = aheadHolds ? (_ahead.Leases, _behind.Leases) : (_behind.Leases, _ahead.Leases);
        Lease lease = (await holder.AcquireAsync(Request("holder"), default))!;
        lease.ExpiresAt.Should().BeCloseTo(DateTimeOffset.UtcNow.AddHours(1), TimeSpan.FromMinutes(1));

        (await other.AcquireAsync(Request("other"), default)).Should().BeNull();
        (await other.GetAsync(Job, default)).Should().Be(lease);
        (await holder.GetAsync(Job, default)).Should().Be(lease);
        Lease renewed = (await holder.RenewAsync(lease, default))!;
        renewed.Token.Should().Be(lease.Token);
        (await other.RenewAsync(renewed, default))!.Token.Should().Be(lease.Token, "who has the lease at hand may renew it anywhere");
        (await other.ReleaseAsync(renewed with { Token = lease.Token + 1 }, default)).Should().BeFalse();
        (await holder.ReleaseAsync(renewed, default)).Should().BeTrue();
        (await other.AcquireAsync(Request("other"), default))!.Token.Should().BeGreaterThan(lease.Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_host_holds_a_lease_for_longer_than_its_duration(bool aheadHolds)
    {
        (ILeaseStore holder, ILeaseStore other) = aheadHolds ? (_ahead.Leases, _behind.Leases) : (_behind.Leases, _ahead.Leases);
        Lease lease = (await holder.AcquireAsync(new LeaseRequest(Job, "holder", TimeSpan.FromMilliseconds(20)), default))!;
        Lease? next;
        do
        {
            next = await other.AcquireAsync(Request("other"), default); // real time passes meanwhile
        }
        while (next is null && DateTimeOffset.UtcNow < lease.ExpiresAt.AddMinutes(1));

        next!.Token.Should().BeGreaterThan(lease.Token);
        DateTimeOffset taken = next.ExpiresAt - next.Request.Duration;
        taken.Should().BeOnOrAfter(lease.ExpiresAt);
        (await holder.RenewAsync(lease, default)).Should().BeNull();
        (await holder.ReleaseAsync(lease, default)).Should().BeFalse();
    }

    [Fact]
    public async Task Both_hosts_get_the_same_time()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow.AddMilliseconds(-1);
        LeaseSnapshot[] all = [await _ahead.Leases.ListAsync("shop", default), await _behind.Leases.ListAsync("shop", default)];
        DateTimeOffset after = DateTimeOffset.UtcNow.AddMilliseconds(1);
        all.Should().AllSatisfy(one => one.At.Should().BeOnOrAfter(before).And.BeOnOrBefore(after));
        all.Should().AllSatisfy(one => one.Leases.Should().BeEmpty());
        all[1].At.Should().BeOnOrAfter(all[0].At);
    }

    private static LeaseRequest Request(string owner) => new(Job, owner, TimeSpan.FromHours(1));
}
