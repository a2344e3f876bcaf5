using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;

// Meters and activity sources belong to the process: the operations of one test must not feed the objective of another.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Reliability.Instruments.Tests;

/// <summary>A started host with the objective <c>calls</c>, and what it has counted.</summary>
internal sealed class FedHost : IAsyncDisposable
{
    private readonly IHost _host;

    private FedHost(IHost host) => _host = host;

    public static async Task<FedHost> StartAsync(Action<ReliabilityBuilder> feed)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddReliability(r => feed(r
            .AddSlo("calls", slo => slo.Availability(99m)).AddSlo("fast", slo => slo.Latency(TimeSpan.FromMinutes(1), 99m))));
        IHost host = builder.Build();
        await host.StartAsync();
        return new FedHost(host);
    }

    /// <summary>Starts a server whose pipeline is one handler, and returns its address.</summary>
    public static async Task<WebApplication> ServeAsync(HttpProtocols protocols, RequestDelegate handler)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(
            server => server.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        WebApplication app = builder.Build();
        app.Run(handler);
        await app.StartAsync();
        return app;
    }

    /// <summary>Events and bad events of an objective.</summary>
    public async Task<(decimal Events, decimal Bad)> CountAsync(string slo = "calls")
    {
        await _host.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await _host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        return (status.Good + status.Bad, status.Bad);
    }

    /// <summary>The state of an objective, the hints of its feeds, and the codes by which the gate does not let its service pass.</summary>
    public async Task<(BudgetState State, string[] Hints, string[] Gate)> JudgeAsync(string slo = "calls")
    {
        await _host.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await _host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        GateDecision gate = await _host.Services.GetRequiredService<IReleaseGate>().DecideAsync(status.Service);
        return (
            status.State,
            [.. status.Feeds.Select(feed => feed.Hint).OfType<string>()],
            [.. gate.Reasons.Where(reason => reason.Slo == slo).Select(reason => reason.Code)]);
    }

    /// <summary>Why an objective has no data.</summary>
    public async Task<string?> ReasonAsync(string slo = "calls")
    {
        await _host.Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        BudgetStatus status = await _host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        return status.State == BudgetState.NoData ? status.Reason : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
