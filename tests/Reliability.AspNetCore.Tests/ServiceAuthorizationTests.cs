using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Experiments;
using Reliability.Incidents;
using Reliability.Jobs;
using Reliability.Releases;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>
/// One setup with the objectives of two teams. Whatever belongs to the second one has a name with 'secret', and the store holds something
/// of it for every endpoint to answer.
/// </summary>
public sealed partial class ServiceAuthorizationTests : IDisposable
{
    private const string Everything = "ada;all";
    private const string Shop = "eve;shop";
    private const string Secret = "secret";

    /// <summary>The endpoints whose answers have nothing of a service in them but numbers.</summary>
    private static readonly string[] Nameless = ["/reliability/health", "/reliability/incidents/any"];

    /// <summary>The endpoints that belong to the service of the setup without naming it.</summary>
    private static readonly string[] OfOneService = ["/reliability/debt", "/reliability/debt/report"];

    /// <summary>The endpoints that look for an ID in the services that the caller may reach.</summary>
    private static readonly string[] Searched = ["/reliability/deployments/{id}", "/reliability/incidents/{id}"];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ChaosStore _store;
    private string _incident = "";

    public ServiceAuthorizationTests() => _store = new ChaosStore(new InMemoryStore(_clock));

    private string Soon => _clock.GetUtcNow().AddHours(1).ToString("O");

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task No_endpoint_answers_or_changes_anything_of_a_service_that_the_caller_is_not_authorized_for()
    {
        await using Site site = await StartAsync(Map);
        await using Site canary = await FillAsync(site);
        RouteEndpoint[] endpoints =
        [
            .. site.Services.GetServices<EndpointDataSource>().SelectMany(one => one.Endpoints).OfType<RouteEndpoint>(),
        ];
        endpoints.Length.Should().BeGreaterThan(24);
        foreach (RouteEndpoint endpoint in endpoints)
        {
            string route = endpoint.RoutePattern.RawText!;
            string path = route.Replace("{slo}", "secret-checkout", StringComparison.Ordinal)
                .Replace("{service}", "secret-team", StringComparison.Ordinal)
                .Replace("{key}", "secret-button", StringComparison.Ordinal)
                .Replace("{name}", "secret-checkout", StringComparison.Ordinal)
                .Replace("{id}", "any", StringComparison.Ordinal)
                .Replace("{incident}", _incident, StringComparison.Ordinal);
            bool isWrite = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains("POST");
            foreach (string? body in isWrite ? (string?[])SecretBodies.Of(route, Soon) : [null])
            {
                (HttpStatusCode status, string text) = await AskAsync(site, path, Shop, body);
                if (Searched.Any(one => route.StartsWith(one, StringComparison.Ordinal)))
                {
                    ((int)status).Should().BeInRange(400, 499, path + ": what the caller may not see does not exist");
                    text.Should().NotContain(Secret, path);
                }
                else if (isWrite || path != route || OfOneService.Contains(path))
                {
                    status.Should().Be(HttpStatusCode.Forbidden, path);
                    text.Should().Contain("\"detail\":\"The caller is not authorized for").And.NotContain("10000");
                }
                else
                {
                    status.Should().Be(HttpStatusCode.OK, path);
                    text.Should().NotContain(Secret, path);
                }

                (status, text) = await AskAsync(site, path, Everything, body);
                status.Should().NotBe(HttpStatusCode.Forbidden, path);
                if (!Nameless.Contains(path))
                {
                    (isWrite || text.Contains(Secret, StringComparison.Ordinal)).Should()
                        .BeTrue($"{path} hides something only when there is something to hide: fill it in {nameof(FillAsync)}");
                }
            }
        }

        (await site.Services.GetRequiredService<IReleaseGate>().GetHistoryAsync("secret-team")).Should()
            .OnlyContain(one => one.By == "ada");
    }

    [Fact]
    public async Task An_alert_of_a_service_that_the_caller_is_not_authorized_for_keeps_no_other_back()
    {
        await using Site site = await StartAsync(Map);
        string[] services = ["secret-team", "shop"];
        IEnumerable<string> alerts = services.Select(service =>
            $$$"""
            {"status":"firing","fingerprint":"of-{{{service}}}","startsAt":"2026-03-01T11:00:00Z",
             "labels":{"alertname":"Errors","service":"{{{service}}}","severity":"page"}}
            """);
        (HttpStatusCode status, string text) = await AskAsync(
            site, "/reliability/incidents/alertmanager", Shop, $$"""{"version":"4","alerts":[{{string.Join(',', alerts)}}]}""");
        status.Should().Be(HttpStatusCode.OK);
        JsonElement answer = JsonDocument.Parse(text).RootElement;
        answer.GetProperty("receivedCount").GetInt32().Should().Be(1);
        JsonElement rejected = answer.GetProperty("rejected").EnumerateArray().Should().ContainSingle().Subject;
        (rejected.GetProperty("line").GetInt32(), rejected.GetProperty("reason").GetString()).Should().Be(
            (1, "The caller is not authorized for the service 'secret-team'."));
        OpenIncidents open = await site.Services.GetRequiredService<IIncidents>().ListOpenAsync();
        open.Should().ContainSingle().Which.Service.Should().Be("shop");
    }

    [Fact]
    public async Task A_link_to_an_objective_of_a_service_that_the_caller_is_not_authorized_for_is_rejected()
    {
        await using Site site = await StartAsync(Map);
        IDebtRegister debt = site.Services.GetRequiredService<IDebtRegister>();
        DebtItem item = await debt.RegisterAsync(
            new DebtDefinition { Title = "No index", Impact = Level.High, Effort = Level.Low }, new() { By = "ada", Reason = "seen" });
        string path = $"/reliability/debt/{item.Id}/link";
        string body = $$"""{"objective":"shop-checkout","reason":"slows it","etag":"{{item.ETag}}"}""";
        (await AskAsync(site, path, "kim;secret-team", body)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await debt.GetAsync(item.Id))!.Objectives.Should().BeEmpty();
        (await AskAsync(site, path, Everything, body)).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_answered_with_the_names_that_the_caller_may_know()
    {
        await using Site site = await StartAsync(Map);
        foreach ((string about, string name) in ((string, string)[])[("status", "secret-check"), ("gate", "secret"), ("ledger", "secret-")])
        {
            string path = $"/reliability/{about}/{name}";
            (HttpStatusCode status, string text) = await AskAsync(site, path, Shop);
            status.Should().Be(HttpStatusCode.NotFound);
            string detail = JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString()!;
            detail.Replace($"named '{name}'", "", StringComparison.Ordinal).Should().NotContain(Secret).And.Contain("shop");
            (await AskAsync(site, path, Everything)).Text.Should().ContainAny("secret-team", "secret-checkout");
        }
    }

    [Fact]
    public async Task A_change_of_an_experiment_of_a_service_that_the_caller_is_not_authorized_for_changes_nothing()
    {
        await using Site site = await StartAsync(Map);
        await using Site canary = await FillAsync(site);
        IExperiments experiments = site.Services.GetRequiredService<IExperiments>();
        Experiment draft = (await experiments.GetAsync("secret-button"))!;
        string body = $$"""{"reason":"a try","etag":"{{draft.ETag}}"}""";
        (await AskAsync(site, "/reliability/experiments/secret-button/start", Shop, body)).Status.Should().Be(HttpStatusCode.Forbidden);
        (HttpStatusCode status, string text) = await AskAsync(site, "/reliability/experiments/secret-butto", Shop);
        (status, text.Contains("Declared are: none.", StringComparison.Ordinal)).Should().Be((HttpStatusCode.NotFound, true));
        (await experiments.GetAsync("secret-button"))!.ETag.Should().Be(draft.ETag);

        (await AskAsync(site, "/reliability/experiments/secret-button/start", Everything, body)).Status.Should().Be(HttpStatusCode.OK);
        (await experiments.GetAsync("secret-button"))!.History[^1].By.Should().Be("ada");
    }

    [Fact]
    public async Task What_the_caller_is_authorized_for_is_answered_and_changed()
    {
        await using Site site = await StartAsync(Map);
        (await AskAsync(site, "/reliability/status/shop-checkout", Shop)).Status.Should().Be(HttpStatusCode.OK);
        (await AskAsync(site, "/reliability/objectives", Shop)).Text.Should().Contain("shop-checkout");
        (await AskAsync(site, "/reliability/policies", Shop)).Text.Should().Contain("shop-freeze");
        (await AskAsync(site, "/reliability/feeds", Shop)).Text.Should().Contain("shop-checkout");
        (await AskAsync(site, "/reliability/gate/shop/overrides", Shop, SecretBodies.Of("/reliability/gate/{service}/overrides", Soon)[0]))
            .Status.Should().Be(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Late_jobs_of_other_services_are_not_counted_in_health()
    {
        await using Site site = await StartAsync(Map);
        await site.Services.GetRequiredService<JobCoordinator>().BeatAsync();
        _store.Controls[StorageRoles.Documents].IsDown = true;
        _clock.Advance(TimeSpan.FromSeconds(91));

        (await AskAsync(site, "/reliability/health", Everything)).Text.Should().Contain("\"lateJobs\":2");
        (await AskAsync(site, "/reliability/health", Shop)).Text.Should().Contain("\"lateJobs\":1");
        string status = (await AskAsync(site, "/reliability/status", Shop)).Text;
        status[status.IndexOf("lateJobs", StringComparison.Ordinal)..].Should().Contain("shop-checkout").And.NotContain(Secret);
    }

    [Fact]
    public async Task Metrics_of_improvement_are_those_of_one_service_unless_the_caller_may_read_all()
    {
        await using Site site = await StartAsync(Map, moreServices: ["search"]);
        const string Two = "kim;shop;search";
        foreach (string path in (string[])["improvement", "improvement/comparison", "incidents/quality"])
        {
            (HttpStatusCode status, string text) = await AskAsync(site, $"/reliability/{path}", Two);
            (status, text.Contains("service: the caller may read 2 services and not all", StringComparison.Ordinal), text.Contains(Secret))
                .Should().Be((HttpStatusCode.BadRequest, true, false), text);
            (await AskAsync(site, $"/reliability/{path}?service=search", Two)).Status.Should().Be(HttpStatusCode.OK);
            (await AskAsync(site, $"/reliability/{path}?service=secret-team", Two)).Status.Should().Be(HttpStatusCode.Forbidden);
            (await AskAsync(site, $"/reliability/{path}", "kim;nobody")).Status.Should().Be(HttpStatusCode.Forbidden);
            (await AskAsync(site, $"/reliability/{path}", Everything)).Status.Should().Be(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Without_it_whoever_may_call_the_endpoints_may_call_them_for_every_service()
    {
        await using Site site = await StartAsync(app => app.MapReliability("/reliability").RequireAuthorization());
        (await AskAsync(site, "/reliability/gate/secret-team", Shop)).Status.Should().Be(HttpStatusCode.OK);
        (await AskAsync(site, "/reliability/objectives", Shop)).Text.Should().Contain(Secret);
    }

    [Fact]
    public async Task Every_policy_that_is_named_must_hold()
    {
        await using Site site = await StartAsync(app => app.MapGroup("").RequireServiceAuthorization("nobody")
            .MapReliability("/reliability").RequireAuthorization().RequireServiceAuthorization("team"));
        (await AskAsync(site, "/reliability/gate/shop", Everything)).Status.Should().Be(HttpStatusCode.Forbidden);
        (await AskAsync(site, "/reliability/objectives", Everything)).Text.Should().Be("""{"objectives":[]}""");
    }

    [Fact]
    public async Task What_would_protect_nothing_stops_the_start()
    {
        await Start(app => app.MapReliability("/reliability").AllowAnonymous().RequireServiceAuthorization("none"))
            .WithMessageAsync("RequireServiceAuthorization names the policy 'none', and no policy has this name*AddPolicy*");
        await Start(app => app.MapReliabilityWrites("/reliability", "writers").RequireServiceAuthorization("none"))
            .WithMessageAsync("RequireServiceAuthorization names the policy 'none'*");
        await Start(app =>
            {
                app.MapReliability("/reliability").AllowAnonymous().RequireServiceAuthorization("team");
                app.MapReliabilityWrites("/reliability", "writers");
            })
            .WithMessageAsync("*'/reliability/*of MapReliabilityWrites changes any of them*");
        await Start(app =>
            {
                app.MapReliability("/reliability").AllowAnonymous();
                app.MapGet("/orders", () => "all").RequireServiceAuthorization("team");
            })
            .WithMessageAsync("RequireServiceAuthorization has no effect on the endpoint '/orders'*");
        await FluentActions.Awaiting(async () => await (await Site.StartAsync(
                _ => { },
                app => app.MapReliability("/reliability").AllowAnonymous().RequireServiceAuthorization("team"))).DisposeAsync())
            .WithMessageAsync("RequireServiceAuthorization needs authorization*");

        Func<Task> Start(Action<WebApplication> map) => async () => await (await StartAsync(map)).DisposeAsync();
    }

    private static void Map(WebApplication app)
    {
        app.MapReliability("/reliability").RequireAuthorization().RequireServiceAuthorization("team");
        app.MapReliabilityWrites("/reliability", "writers").RequireServiceAuthorization("team");
    }

    private static void Users(IServiceCollection services)
    {
        services.AddAuthorizationBuilder()
            .AddPolicy("writers", policy => policy.RequireAuthenticatedUser())
            .AddPolicy("nobody", policy => policy.RequireAssertion(_ => false))
            .AddPolicy("team", policy => policy.RequireAssertion(context =>
                context.Resource is ReliabilityService service
                && (context.User.IsInRole("all") || context.User.IsInRole(service.Name))));
        AuthenticationBuilder authentication = services.AddAuthentication(HeaderUserHandler.SchemeName);
        authentication.AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
    }

    private static async Task<(HttpStatusCode Status, string Text)> AskAsync(Site site, string path, string user, string? body = null)
    {
        string type = path.Contains("/markdown", StringComparison.Ordinal) ? "text/markdown" : "application/json";
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path)
        {
            Headers = { { "X-Test-User", user } },
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, type),
        };
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
