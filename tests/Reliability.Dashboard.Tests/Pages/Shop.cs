using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Web;

namespace Reliability.Dashboard.Tests;

/// <summary>A shop with two services, of which one burns its budget, and its dashboard.</summary>
internal sealed class Shop : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 29, 10, 30, 0, TimeSpan.Zero);

    private Shop(Site site, ChaosStore store, FakeTimeProvider clock) => (Site, Store, Clock) = (site, store, clock);

    public Site Site { get; }

    public ChaosStore Store { get; }

    public FakeTimeProvider Clock { get; }

    public HttpClient Client => Site.Client;

    public static async Task<Shop> OpenAsync(
        Action<ReliabilityBuilder>? more = null,
        Action<DashboardOptions>? configure = null,
        Action<WebApplication>? map = null,
        Action<IServiceCollection>? services = null,
        bool isEmpty = false)
    {
        var clock = new FakeTimeProvider(Now);
        var store = new ChaosStore(new InMemoryStore(clock));
        Site site = await Site.StartAsync(
            reliability =>
            {
                reliability.UseStore(store, StorageRoles.All);
                if (!isEmpty)
                {
                    reliability
                        .AddSlo("checkout", slo => slo.Availability(99.9m).OfService("shop").Describe("A customer can pay."))
                        .AddSlo("search-fast", slo => slo.Latency(TimeSpan.FromMilliseconds(300), 95m).OfService("shop"))
                        .AddSlo("mail", slo => slo.Availability(99m).OfService("mailer"));
                }

                more?.Invoke(reliability);
            },
            map ?? (app => app.MapReliabilityDashboard("/reliability", configure ?? (_ => { })).AllowAnonymous()),
            services: all =>
            {
                all.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services?.Invoke(all);
            });
        var shop = new Shop(site, store, clock);
        if (!isEmpty)
        {
            await shop.FillAsync();
        }

        return shop;
    }

    public async Task<(HttpResponseMessage Response, string Text)> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        HttpResponseMessage response = await Client.SendAsync(request);
        return (response, await response.Content.ReadAsStringAsync());
    }

    public async Task<string> PageAsync(string path)
    {
        (HttpResponseMessage response, string text) = await GetAsync(path);
        response.StatusCode.Should().Be(HttpStatusCode.OK, text);
        return text;
    }

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    /// <summary>Thirty days of traffic: mail is healthy, and checkout fails since an hour.</summary>
    private async Task FillAsync()
    {
        ReliabilityRecorder recorder = Site.Services.GetRequiredService<ReliabilityRecorder>();
        OutcomeRecorder checkout = recorder.Outcomes("checkout");
        OutcomeRecorder mail = recorder.Outcomes("mail");
        LatencyRecorder search = recorder.Latencies("search-fast");
        BadEventRecorder sources = recorder.BadEvents("checkout");
        for (int i = 0; i < 30; i++)
        {
            int kind = Math.Min(i / 2, 24);
            sources.Record(
                new BadEventSource { Route = $"/orders/{kind}", Status = i % 2 == 0 ? "500" : "timeout", Version = "1.0.0" },
                Now.AddMinutes(-5));
        }

        for (int hour = 24 * 29; hour >= 0; hour--)
        {
            DateTimeOffset at = Now.AddHours(-hour).AddMinutes(-5);
            checkout.Record(good: hour == 0 ? 70 : 100, bad: hour == 0 ? 30 : 0, at);
            mail.Record(good: 50, bad: hour % 400 == 0 ? 1 : 0, at);
            for (int i = 0; i < 5; i++)
            {
                search.Record(TimeSpan.FromMilliseconds(100 + (i * 30)), at);
            }
        }

        await recorder.FlushAsync();
    }
}
