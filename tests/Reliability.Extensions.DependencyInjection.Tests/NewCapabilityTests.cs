using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Extensions.DependencyInjection.Tests.Mottos;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Storage;
using Reliability.Storage.Sqlite;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>
/// What a new capability needs: the folder <c>Mottos</c> with a record, a service and a module. No store and no host grows.
/// </summary>
public sealed class NewCapabilityTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("mottos-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("memory")]
    [InlineData("SQLite")]
    public async Task Two_hosts_run_a_new_capability_and_one_takes_over_from_the_other(string kind)
    {
        using IReliabilityStore store =
            kind == "memory" ? new InMemoryStore() : new SqliteStore(new SqliteStoreOptions { Path = Path.Combine(_folder, "store.db") });
        (MottoModule first, MottoModule second) = (new("measure first"), new("cut once"));
        using IHost one = HostWith(first, store);
        using IHost two = HostWith(second, store);

        await one.StartAsync();
        await first.FirstRound.WaitAsync(Patience);
        await two.StartAsync();
        (await JobOf(two)).Should().BeEquivalentTo(new { Service = "shop", Item = "team", Holder = ProcessOf(one) });
        second.FirstRound.IsCompleted.Should().BeFalse("one process does it");
        await one.StopAsync();
        await second.FirstRound.WaitAsync(Patience);
        (await JobOf(two)).Holder.Should().Be(ProcessOf(two));

        MottoBoard board = two.Services.GetRequiredService<MottoBoard>();
        (await board.GetAsync("team")).Should().Be("cut once");
        (await board.GetHistoryAsync()).Should().Equal("measure first", "cut once");
        (await new MottoBoard(store.Documents, store.Events, "partners").GetAsync("team")).Should().BeNull("it is another service");
        await two.StopAsync();
    }

    [Fact]
    public void A_module_checks_its_options()
    {
        var problems = new OptionProblems(new ReliabilityOptions { FlushInterval = TimeSpan.Zero });
        new MottoModule("measure first").Validate(problems);
        problems.All.Should()
            .ContainSingle().Which
            .Should()
            .Be("FlushInterval: 00:00:00 is not valid. The value must be from 00:00:00.0500000 to 00:01:00.");
    }

    private static IHost HostWith(MottoModule module, IReliabilityStore store)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services.AddReliability(r =>
        {
            r.UseStore(store, StorageRoles.All).Configure(options => options.Service = "shop");
            module.Register(new SetupServices(r.Services, r.Name));
        });
        return builder.Build();
    }

    private static async Task<JobStatus> JobOf(IHost host) =>
        (await host.Services.GetRequiredService<IJobs>().GetStatusAsync()).Single(one => one.Job == "mottos");

    private static string ProcessOf(IHost host) =>
        host.Services.GetRequiredKeyedService<JobCoordinator>(string.Empty).Options.ProcessId;
}
