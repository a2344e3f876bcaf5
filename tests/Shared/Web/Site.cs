using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Slos;

namespace Reliability.Tests.Web;

/// <summary>An application on Kestrel, on a free port of this machine.</summary>
internal sealed class Site : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Site(WebApplication app)
    {
        _app = app;
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<Site> StartAsync(
        Action<ReliabilityBuilder> reliability,
        Action<WebApplication> map,
        string environment = "Production",
        Action<IServiceCollection>? services = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddReliability(reliability);
        services?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        try
        {
            map(app);
            await app.StartAsync();
            return new Site(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public async Task<BudgetStatus> StatusAsync(string slo)
    {
        await Services.GetRequiredService<ReliabilityRecorder>().FlushAsync();
        return await Services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
    }

    /// <summary>Judges every alert once, as the job of the host does.</summary>
    public async Task JudgeAsync()
    {
        AlertEvaluator evaluator = Services.GetRequiredKeyedService<AlertEvaluator>(string.Empty);
        IReadOnlyList<JobClaim> claims = await Services.GetRequiredService<JobCoordinator>().ClaimAsync(evaluator.Watched);
        claims.Should().HaveSameCount(evaluator.Watched);
        (await evaluator.RunAsync(claims)).Faults.Should().BeEmpty();
    }

    /// <summary>
    /// Asks until the server has completed as many requests as are expected: a response arrives before the request is over.
    /// </summary>
    public async Task<BudgetStatus> StatusAsync(string slo, int total)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        BudgetStatus status;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            status = await StatusAsync(slo);
        }
        while (status.Total < total);

        return status;
    }

    public async Task<HttpStatusCode> GetAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    public async Task<(HttpStatusCode Status, JsonElement Json)> ReadAsync(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.Relative));
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>Returns how many events of an objective were counted, and how many of them were bad, when every request is over.</summary>
    public async Task<(decimal Total, decimal Bad)> CountAsync(string slo)
    {
        await StopAsync();
        BudgetStatus status = await Services.GetRequiredService<IErrorBudgets>().GetStatusAsync(slo);
        return (status.Total, status.Bad);
    }

    /// <summary>Ends in order, as an application that is told to stop.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
