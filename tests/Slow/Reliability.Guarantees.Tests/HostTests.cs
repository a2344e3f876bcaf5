using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.TestServers;

namespace Reliability.Guarantees.Tests;

/// <summary>A host whose store is not there when it starts.</summary>
[Trait("guarantee", "3")]
public sealed class HostTests
{
    private const string Secret = "correct-horse-battery";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Redis_that_comes_later_gets_what_was_recorded_before()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Password = Secret });
        await server.KillAsync();
        await StartsWithoutItsStoreAsync(r => r.UseRedis(server.ConnectionString), server.Port, Secret, server.RestartAsync);
    }

    [Fact]
    public async Task PostgreSQL_that_comes_later_gets_what_was_recorded_before()
    {
        await using PostgresServer server = await PostgresServer.StartAsync();
        await server.KillAsync();
        await StartsWithoutItsStoreAsync(r => r.UsePostgres(server.ConnectionString), server.Port, server.Password, server.RestartAsync);
    }

    [Fact]
    public async Task A_wrong_password_for_Redis_is_reported_and_not_shown()
    {
        await using RedisServer server = await RedisServer.StartAsync(new RedisServerOptions { Password = "another" });
        using IHost host = await StartAsync(r => r.UseRedis($"127.0.0.1:{server.Port},password={Secret}"));
        ReliabilityHealthReport report = await UntilAsync(host, StoreState.Failing);
        report.Problem.Should().Contain("password").And.NotContain(Secret);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_wrong_password_for_PostgreSQL_is_reported_and_not_shown()
    {
        PostgresServer server = await SharedServers.PostgresAsync();
        using IHost host =
            await StartAsync(r => r.UsePostgres(server.ConnectionString.Replace(server.Password, Secret, StringComparison.Ordinal)));
        ReliabilityHealthReport report = await UntilAsync(host, StoreState.Failing);
        report.Problem.Should().Contain("password").And.NotContain(Secret);
        await host.StopAsync();
    }

    private static async Task StartsWithoutItsStoreAsync(Action<ReliabilityBuilder> use, int port, string password, Func<Task> start)
    {
        using IHost host = await StartAsync(use);
        host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 90, bad: 10);
        ReliabilityHealthReport failing = await UntilAsync(host, StoreState.Failing);
        failing.Problem.Should().Contain($"{port}").And.NotContain(password);
        failing.LastFlush.Should().BeNull();
        failing.Recorder.Pending.Should().Be(100);

        await start();

        ReliabilityHealthReport healthy = await UntilAsync(host, StoreState.Healthy);
        healthy.Problem.Should().BeNull();
        healthy.Recorder.Should().BeEquivalentTo(new { Recorded = 100, Flushed = 100, Pending = 0 });
        ISeriesStore store = host.Services.GetRequiredService<ISeriesStore>();
        SeriesBucket stored =
            await Content.SumAsync(
                store,
                host.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Id,
                SeriesResolution.Hour);
        (stored.Count, stored.Good).Should().Be((100, 90));
        await host.StopAsync();
    }

    private static async Task<IHost> StartAsync(Action<ReliabilityBuilder> use)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddReliability(r =>
        {
            use(r);
            r.AddSlo("checkout", slo => slo.Availability(99.9m))
                .Configure(options => options.FlushInterval = TimeSpan.FromMilliseconds(50));
        });
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }

    /// <summary>Health is a state that is read, not an event: asks until it is there.</summary>
    private static async Task<ReliabilityHealthReport> UntilAsync(IHost host, StoreState state)
    {
        IReliabilityHealth health = host.Services.GetRequiredService<IReliabilityHealth>();
        using var patience = new CancellationTokenSource(Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        while (await pace.WaitForNextTickAsync(patience.Token))
        {
            if (health.GetReport() is { } report && report.Store == state)
            {
                return report;
            }
        }

        throw new InvalidOperationException($"The store did not become {state}.");
    }
}
