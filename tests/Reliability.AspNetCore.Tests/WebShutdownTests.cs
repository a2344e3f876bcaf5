using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.AspNetCore.Tests;

[Trait("guarantee", "5")]
public sealed class WebShutdownTests
{
    private const int Requests = 100;

    [Theory]
    [InlineData("reliability first", false)]
    [InlineData("reliability first", true)]
    [InlineData("web first", false)]
    [InlineData("web first", true)]
    [InlineData("minimal", false)]
    [InlineData("minimal", true)]
    public async Task Requests_in_flight_when_the_host_stops_are_in_the_store(string kind, bool stopsConcurrently)
    {
        using var store = new InMemoryStore();
        var allArrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hostStops = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int arrived = 0;
        using IHost host = kind switch
        {
            "minimal" => Minimal(),
            "reliability first" => Web(Reliability(new HostBuilder())).Build(),
            _ => Reliability(Web(new HostBuilder())).Build(),
        };
        await host.StartAsync();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => hostStops.SetResult());
        string address = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        Task<HttpResponseMessage>[] requests = [.. Enumerable.Range(0, Requests).Select(i => client.GetAsync($"/orders/{i}"))];
        await allArrived.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await host.StopAsync();

        HttpResponseMessage[] responses = await Task.WhenAll(requests);
        responses.Count(r => r.StatusCode == HttpStatusCode.ServiceUnavailable).Should().Be(5);
        BudgetStatus web = await host.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("web");
        (web.Total, web.Bad).Should().Be((Requests, 5));

        WebApplication Minimal()
        {
            WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            Add(builder.Services);
            WebApplication app = builder.Build();
            app.UseReliability();
            app.MapGet("/orders/{id:int}", AnswerAsync);
            return app;
        }

        void Add(IServiceCollection services) => services
            .Configure<HostOptions>(o => o.ServicesStopConcurrently = stopsConcurrently)
            .AddReliability(r =>
            {
                r.SetStore(StorageRoles.All, store);
                r.AddSlo("web", s => s.Availability(99m)).FromRequests("web");
            });

        IHostBuilder Reliability(IHostBuilder to) => to.ConfigureServices(Add);

        IHostBuilder Web(IHostBuilder to) => to.ConfigureWebHostDefaults(web => web
            .UseUrls("http://127.0.0.1:0")
            .ConfigureLogging(logging => logging.ClearProviders())
            .Configure(app => app.UseRouting().UseReliability().UseEndpoints(routes => routes.MapGet("/orders/{id:int}", AnswerAsync))));

        async Task AnswerAsync(HttpContext http)
        {
            if (Interlocked.Increment(ref arrived) == Requests)
            {
                allArrived.SetResult();
            }

            await hostStops.Task;
            bool fails = int.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture) % 20 == 0;
            http.Response.StatusCode = fails ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        }
    }
}
