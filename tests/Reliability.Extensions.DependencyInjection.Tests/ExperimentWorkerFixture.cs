using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Storage.Conformance;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>A host with an experiment on a store that can fail, and a clock that tests move.</summary>
public abstract class ExperimentWorkerFixture : IDisposable
{
    private protected static ExperimentDefinition Button { get; } = new() { Key = "button", Variants = [new("blue", 1), new("green", 1)] };
    private protected static ExperimentId Id { get; } = new("shop", "button");
    private protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private protected ChaosStore Store { get; }
    private protected LogCollector Log { get; } = new();

    protected ExperimentWorkerFixture() => Store = new ChaosStore(new InMemoryStore(Clock));

    public void Dispose()
    {
        Store.Dispose();
        Log.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static async Task<Experiment> StartButtonAsync(IHost host)
    {
        IExperiments experiments = host.Services.GetRequiredService<IExperiments>();
        Experiment button = (await experiments.CreateAsync(Button, new() { By = "ada", Reason = "new" })).Current;
        return button.State == ExperimentState.Draft
            ? (await experiments.StartAsync(button, new() { By = "ada", Reason = "go" })).Current
            : button;
    }

    private protected IHost Host(Action<ReliabilityBuilder>? more = null)
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(Log);
        builder.Services.AddMetrics();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Services.AddReliability(r =>
        {
            r.SetStore(StorageRoles.All, Store);
            r.Configure(o => o.Service = "shop");
            more?.Invoke(r);
        });
        return builder.Build();
    }

    /// <summary>
    /// Lets time pass in small steps until something is so. Workers may be between two pauses when the clock moves, so it moves again.
    /// </summary>
    private protected async Task AdvanceUntilAsync(Func<bool> isSo)
    {
        for (int step = 0; !isSo(); step++)
        {
            step.Should().BeLessThan(1_000_000, "it happens at last");
            Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }
    }
}
