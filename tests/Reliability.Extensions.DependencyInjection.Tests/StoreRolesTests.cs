using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using Reliability.Storage;
using Reliability.Tests.Shared;

namespace Reliability.Extensions.DependencyInjection.Tests;

public sealed class StoreRolesTests
{
    [Fact]
    public async Task Without_a_store_every_role_is_in_memory_on_the_clock_of_the_application()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        await using ServiceProvider provider =
            new ServiceCollection().AddSingleton<TimeProvider>(clock).AddReliability(_ => { }).BuildServiceProvider();

        provider.GetRequiredService<ISeriesStore>().Should().BeOfType<InMemorySeriesStore>();
        provider.GetRequiredService<IDocumentStore>().Should().BeOfType<InMemoryDocumentStore>();
        provider.GetRequiredService<IEventLog>().Should().BeOfType<InMemoryEventLog>();
        provider.GetRequiredService<ILeaseStore>().Should().BeOfType<InMemoryLeaseStore>();
        Lease? lease =
            await provider.GetRequiredService<ILeaseStore>()
                .AcquireAsync(new LeaseRequest(new LeaseId("shop", "job"), "me", TimeSpan.FromSeconds(1)), CancellationToken.None);
        lease!.ExpiresAt.Should().Be(clock.GetUtcNow().AddSeconds(1));
    }

    [Fact]
    public async Task Roles_may_live_in_different_stores()
    {
        IReliabilityStore records = Forwarding.To<IReliabilityStore>(new InMemoryStore());
        IReliabilityStore hot = Forwarding.To<IReliabilityStore>(new InMemoryStore());
        var services = new ServiceCollection();
        services.AddReliability(r => r
            .UseStore(_ => records, StorageRoles.All)
            .UseStore(_ => hot, StorageRoles.Series | StorageRoles.Leases));
        ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<ISeriesStore>().Should().BeSameAs(hot.Series);
        provider.GetRequiredService<ILeaseStore>().Should().BeSameAs(hot.Leases);
        provider.GetRequiredService<IDocumentStore>().Should().BeSameAs(records.Documents);
        provider.GetRequiredService<IEventLog>().Should().BeSameAs(records.Events);
        provider.GetRequiredKeyedService<IEventLog>(string.Empty).Should().BeSameAs(records.Events);
        await provider.DisposeAsync();

        (Disposals(records), Disposals(hot)).Should().Be((1, 1), "a store that was created here is closed once, however many roles it has");
    }

    [Fact]
    public async Task A_store_that_no_role_is_left_to_is_never_created()
    {
        int created = 0;
        var services = new ServiceCollection();
        services.AddReliability(r => r
            .UseStore(
                _ =>
                {
                    created++;
                    return Forwarding.To<IReliabilityStore>(new InMemoryStore());
                },
                StorageRoles.Events)
            .UseStore(_ => new InMemoryStore(), StorageRoles.All));
        await using ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IEventLog>();

        created.Should().Be(0);
    }

    [Fact]
    public async Task A_shared_store_is_never_closed()
    {
        IReliabilityStore shared = Forwarding.To<IReliabilityStore>(new InMemoryStore());
        var services = new ServiceCollection();
        services.AddReliability(r => r.UseStore(shared, StorageRoles.All));
        services.AddReliability("partners", r => r.UseStore(shared, StorageRoles.Documents | StorageRoles.Events));
        ServiceProvider provider = services.BuildServiceProvider();

        provider.GetRequiredService<ISeriesStore>().Should().BeSameAs(shared.Series);
        provider.GetRequiredKeyedService<IDocumentStore>("partners").Should().BeSameAs(shared.Documents);
        provider.GetRequiredKeyedService<ISeriesStore>("partners").Should().NotBeSameAs(shared.Series);
        await provider.DisposeAsync();

        Disposals(shared).Should().Be(0);
    }

    [Fact]
    public async Task A_store_learns_the_clock_of_its_setup()
    {
        var clock = new FakeTimeProvider();
        StoreContext? told = null;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        services.AddReliability(r => r
            .UseStore(
                context =>
                {
                    told = context;
                    return new InMemoryStore();
                },
                StorageRoles.All));
        await using ServiceProvider provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<ISeriesStore>();

        told!.TimeProvider.Should().BeSameAs(clock);
    }

    [Theory]
    [InlineData(StorageRoles.None)]
    [InlineData((StorageRoles)1024)]
    public void Roles_that_do_not_exist_are_rejected(StorageRoles roles)
    {
        Action use = () => new ServiceCollection().AddReliability(r => r.UseStore(new InMemoryStore(), roles));

        use.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*Series, Documents, Events, Leases*");
    }

    private static int Disposals(IReliabilityStore store) => store.ReceivedCalls()
        .Count(call => call.GetMethodInfo().Name is nameof(IDisposable.Dispose) or nameof(IAsyncDisposable.DisposeAsync));
}
