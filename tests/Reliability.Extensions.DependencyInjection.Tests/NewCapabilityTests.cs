using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Common.Internal;
using Reliability.Extensions.DependencyInjection.Tests.Mottos;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Storage;
using Reliability.Storage.Sqlite;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>
/// What a new capability needs: the folder <c>Mottos</c> with a record and a module, some twenty lines. No store and no host grows.
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
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using IHost one = HostWith(new MottoModule("measure first", first), store);
        using IHost two = HostWith(new MottoModule("cut once", second), store);

        await one.StartAsync();
        await first.Task.WaitAsync(Patience);
        await two.StartAsync();
        (await JobOf(two)).Should().BeEquivalentTo(new { Service = "shop", Item = "team", Holder = ProcessOf(one) });
        second.Task.IsCompleted.Should().BeFalse("one process does it");
        await one.StopAsync();
        await second.Task.WaitAsync(Patience);
        (await JobOf(two)).Holder.Should().Be(ProcessOf(two));

        (await MottosOf("shop").GetAsync("team", default))!.Require().Text.Should().Be("cut once");
        var history = new AuditStream<Motto>(store.Events, "shop");
        (await history.ReadAllAsync(after: 0, default)).Select(one => one.Record?.Text).Should().Equal("measure first", "cut once");
        (await MottosOf("partners").GetAsync("team", default)).Should().BeNull("it is another service");
        await two.StopAsync();

        DocumentSet<Motto> MottosOf(string service) => new(store.Documents, service);
    }

    [Fact]
    public void A_module_checks_its_options()
    {
        var problems = new OptionProblems(new ReliabilityOptions { FlushInterval = TimeSpan.Zero });
        new MottoModule("measure first", new TaskCompletionSource()).Validate(problems);
        problems.All.Should()
            .ContainSingle().Which
            .Should()
            .Be("FlushInterval: 00:00:00 is not valid. The value must be a duration above 00:00:00.");
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
