using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Reliability.Internal;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.SharedStore.Tests;

/// <summary>
/// One process: a whole setup of <c>AddReliability</c>, or several, over a store, with a clock of its own. Its background services are not
/// started but driven round by round; its
/// HTTP API is served when asked for.
/// </summary>
internal sealed class HostedProcess : IAsyncDisposable
{
    /// <summary>The interval of a process that is to be killed: others notice within three of it.</summary>
    public static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    /// <summary>The interval of a process that counts as alive however slow this machine is.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(30);

    /// <summary>How far the clock of a process may fall behind while a slow machine works: less than jobs tolerate.</summary>
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly TimeSpan _skew;
    private readonly string[] _setups;
    private readonly List<(string Setup, LeasedJob Job)> _jobs = [];
    private readonly List<HeartbeatWorker> _heartbeats = [];
    private HttpClient? _client;

    private HostedProcess(
        WebApplication app, FakeTimeProvider clock, TimeSpan skew, LogLines log, RecordingNotifier notifier, string[] setups)
    {
        (_app, Clock, _skew, Log, Notifier, _setups) = (app, clock, skew, log, notifier, setups);
        foreach (string setup in setups)
        {
            _heartbeats.Add(app.Services.GetRequiredKeyedService<HeartbeatWorker>(setup));
            _jobs.AddRange(app.Services.GetKeyedServices<LeasedJob>(setup).Select(job => (setup, job)));
        }
    }

    public FakeTimeProvider Clock { get; }

    public LogLines Log { get; }

    /// <summary>Whom every setup tells.</summary>
    public RecordingNotifier Notifier { get; }

    /// <summary>Starts a process with one setup.</summary>
    /// <param name="store">The store, as this process opened it.</param>
    /// <param name="service">The service; null when the application names none.</param>
    /// <param name="configure">What it declares.</param>
    /// <param name="skew">How far its clock is ahead of the right time.</param>
    /// <param name="notifier">Whom it tells; one of its own when left out.</param>
    /// <param name="interval">How often alerts are judged; it decides how soon others notice that the process was killed.</param>
    public static HostedProcess Start(
        IReliabilityStore store,
        string? service,
        Action<ReliabilityBuilder> configure,
        TimeSpan skew = default,
        RecordingNotifier? notifier = null,
        TimeSpan? interval = null) =>
        Start(store, skew, notifier, ("", service, reliability =>
        {
            reliability.Configure(options => options.Alerting.Interval = interval ?? Steady);
            configure(reliability);
        }
    ));

    public static HostedProcess Start(
        IReliabilityStore store,
        TimeSpan skew,
        RecordingNotifier? notifier,
        params (string Name, string? Service, Action<ReliabilityBuilder> Configure)[] setups)
    {
        var clock = new FakeTimeProvider(ScenarioTime.Now + skew);
        var log = new LogLines();
        RecordingNotifier told = notifier ?? new RecordingNotifier();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        HashSet<ServiceDescriptor> others = [.. builder.Services.Where(one => one.ServiceType == typeof(IHostedService))];
        builder.Services.AddSingleton<TimeProvider>(clock);
        foreach ((string name, string? service, Action<ReliabilityBuilder> configure) in setups)
        {
            builder.Services.AddReliability(name, reliability =>
            {
                reliability.UseStore(store, StorageRoles.All).AddNotifier(told).Configure(options =>
                {
                    options.Service = service;
                    options.Alerting.Interval = Steady;
                    options.Alerting.ResolveAfter = TimeSpan.Zero;
                });
                configure(reliability);
            });
        }

        foreach (ServiceDescriptor hosted in builder.Services.Where(one =>
            one.ServiceType == typeof(IHostedService) && !others.Contains(one))
            .ToArray())
        {
            builder.Services.Remove(hosted);
        }

        WebApplication app = builder.Build();
        foreach ((string name, _, _) in setups)
        {
            app.MapReliability($"/api/{name}", name).AllowAnonymous();
        }

        return new HostedProcess(app, clock, skew, log, told, [.. setups.Select(one => one.Name)]);
    }

    /// <summary>The name of the process of a setup.</summary>
    public string Id(string setup = "") => Get<JobCoordinator>(setup).Options.ProcessId;

    public T Get<T>(string setup = "")
        where T : class => _app.Services.GetRequiredKeyedService<T>(setup);

    /// <summary>Counts events now and brings them to the store.</summary>
    public async Task RecordAsync(string slo, long good, long bad, string setup = "")
    {
        ReliabilityRecorder recorder = Get<ReliabilityRecorder>(setup);
        recorder.Outcomes(slo).Record(good, bad);
        await recorder.FlushAsync();
    }

    /// <summary>Says that it lives, and does its jobs once; a moment passes on its clock.</summary>
    public async Task RoundAsync(params string[] jobs)
    {
        Clock.Advance(TimeSpan.FromMilliseconds(100));
        await BeatAsync();
        foreach ((_, LeasedJob job) in _jobs.Where(one => (jobs.Length == 0 ? ["alerts"] : jobs).Contains(one.Job.Job)))
        {
            await job.RunOnceAsync(CancellationToken.None);
        }
    }

    public async Task BeatAsync()
    {
        TimeSpan lag = ScenarioTime.Now + _skew - Clock.GetUtcNow();
        if (lag > MaxLag)
        {
            Clock.Advance(lag);
        }

        foreach (HeartbeatWorker heartbeat in _heartbeats)
        {
            await heartbeat.BeatOnceAsync(CancellationToken.None);
        }
    }

    public async Task LookAsync()
    {
        foreach (HeartbeatWorker heartbeat in _heartbeats)
        {
            await heartbeat.LookOnceAsync(CancellationToken.None);
        }
    }

    /// <summary>Stops in good order.</summary>
    public async Task StopAsync()
    {
        foreach (HeartbeatWorker heartbeat in _heartbeats)
        {
            await heartbeat.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Asks its HTTP API.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(string path, string setup = "")
    {
        if (_client is null)
        {
            await _app.StartAsync();
            string address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
            _client = new HttpClient { BaseAddress = new Uri(address) };
        }

        using HttpResponseMessage response =
            await _client.GetAsync(new Uri($"/api/{setup}{(setup.Length > 0 ? "/" : "")}{path}", UriKind.Relative));
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>Gives nothing back: a process that was not stopped before is one that was killed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            _client.Dispose();
            await _app.StopAsync();
        }

        await _app.DisposeAsync();
    }
}
