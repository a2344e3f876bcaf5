using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A shop with experiments behind the JSON API, on a clock that tests move. It starts at 8:00 on 1 March 2026.</summary>
internal sealed class ExperimentSite : IAsyncDisposable
{
    public const string Writer = "ada;sre";
    private static readonly ChangeRequest Request = new() { By = "ada", Reason = "spring sale", Id = "go" };
    private readonly Site _site;
    private long _sequence;

    private ExperimentSite(Site site, FakeTimeProvider clock) => (_site, Clock) = (site, clock);

    public FakeTimeProvider Clock { get; }

    public HttpClient Client => _site.Client;

    /// <summary>Gets the site itself.</summary>
    public Site Site => _site;

    public IDocumentStore Documents => _site.Services.GetRequiredService<IDocumentStore>();

    public IExperiments Experiments => _site.Services.GetRequiredService<IExperiments>();

    public static ExperimentDefinition Button { get; } = new()
    {
        Key = "button",
        Variants = [new("blue", 1), new("green", 1)],
        Metrics = [ExperimentMetric.Primary("bought", minEffect: 0.05)],
    };

    public static async Task<ExperimentSite> StartAsync(
        IReliabilityStore? store = null, DateTimeOffset? now = null, Action<ReliabilityBuilder>? declare = null)
    {
        var clock = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        Site site = await Site.StartAsync(
            r =>
            {
                r.SetStore(StorageRoles.All, store ?? new InMemoryStore(clock));
                r.Configure(o => o.Service = "shop");
                declare?.Invoke(r);
            },
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliability("/reliability").AllowAnonymous();
                app.MapReliabilityWrites("/reliability", "writers");
                app.MapOpenApi();
            },
            services: services =>
            {
                services.AddOpenApi();
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                services.AddAuthorizationBuilder().AddPolicy("writers", policy => policy.RequireRole("sre"));
                services.AddAuthentication(HeaderUserHandler.SchemeName)
                    .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
            });
        return new ExperimentSite(site, clock);
    }

    public async Task<Experiment> CreateAsync(ExperimentDefinition? definition = null) =>
        (await Experiments.CreateAsync(definition ?? Button, Request with { Id = "new" })).Current;

    public async Task<Experiment> RunAsync(ExperimentDefinition? definition = null) =>
        (await Experiments.StartAsync(await CreateAsync(definition), Request)).Current;

    /// <summary>Adds units to an arm; so many of them bought.</summary>
    public async Task CountAsync(string variant, int first, int units, int bought, string key = "button")
    {
        IEnumerable<EnrollmentEntry> exposed = Enumerable.Range(first, units).Select(i => Entry(EnrollmentKind.Exposure, i) with
        {
            Variant = variant,
        });
        IEnumerable<EnrollmentEntry> converted = Enumerable.Range(first, bought).Select(i => Entry(EnrollmentKind.First, i) with
        {
            Metric = "bought",
            Value = 1,
        });
        IEnrollmentStore store = _site.Services.GetRequiredService<IEnrollmentStore>();
        foreach (EnrollmentEntry[] chunk in exposed.Concat(converted).Chunk(EnrollmentBatch.MaxEntries))
        {
            await store.ApplyAsync(new EnrollmentBatch(new ExperimentId("shop", key), "test", ++_sequence, chunk), default);
        }

        EnrollmentEntry Entry(EnrollmentKind kind, int unit) => new()
        {
            Kind = kind,
            Unit = $"{variant}-{unit}",
            Value = 0,
            Second = 0,
            Time = Clock.GetUtcNow(),
        };
    }

    public Task<(HttpStatusCode Status, JsonElement Json)> ReadAsync(string path) => _site.ReadAsync($"/reliability/{path}");

    public async Task<(HttpStatusCode Status, JsonElement Json, string? Tag)> SendAsync(
        HttpMethod method,
        string path,
        string? body = null,
        string user = Writer,
        string type = "application/json",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/reliability/{path}");
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, type);
        }

        if (user.Length > 0)
        {
            request.Headers.Add("X-Test-User", user);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await _site.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (
            response.StatusCode,
            text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone(),
            response.Headers.ETag?.Tag.Trim('"'));
    }

    public Task<(HttpStatusCode Status, JsonElement Json, string? Tag)> PostAsync(
        string path,
        string body,
        string user = Writer,
        string type = "application/json",
        params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Post, path, body, user, type, headers);

    public ValueTask DisposeAsync() => _site.DisposeAsync();
}
