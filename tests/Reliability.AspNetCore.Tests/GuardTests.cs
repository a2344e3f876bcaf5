using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class GuardTests
{
    [Fact]
    public async Task Nobody_reads_the_API_by_accident()
    {
        Func<Task> start = async () =>
        {
            await using Site site = await Site.StartAsync(_ => { }, app => app.MapReliability("/reliability"));
        };
        await start.WithMessageAsync("*'/reliability/*do not say who may read*RequireAuthorization*AllowAnonymous*");
    }

    [Fact]
    public async Task Everybody_may_read_when_that_is_said()
    {
        await using Site site = await Site.StartAsync(_ => { }, app => app.MapReliability("/reliability").AllowAnonymous());
        (await site.GetAsync("/reliability/objectives")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_policy_is_kept_wherever_it_stands()
    {
        foreach (Action<WebApplication> map in (Action<WebApplication>[])
            [
                app => app.MapReliability("/reliability").RequireAuthorization(),
                app => app.MapGroup("/").RequireAuthorization().MapReliability("/reliability"),
            ])
        {
            await using Site site =
                await Site.StartAsync(_ => { }, app => { app.UseAuthentication(); app.UseAuthorization(); map(app); }, services: Nobody);
            (await site.GetAsync("/reliability/objectives")).Should().Be(HttpStatusCode.Unauthorized);
        }

        await using Site fallback = await Site.StartAsync(
            _ => { },
            app => { app.UseAuthentication(); app.UseAuthorization(); app.MapReliability("/reliability"); },
            services: services =>
            {
                Nobody(services);
                services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
            });
        (await fallback.GetAsync("/reliability/gate/default")).Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task In_Development_this_machine_may_read_and_what_a_proxy_passes_on_may_not()
    {
        await using Site site = await Site.StartAsync(_ => { }, app => app.MapReliability("/reliability"), "Development");
        (await site.GetAsync("/reliability/objectives")).Should().Be(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/reliability/objectives")
        {
            Headers = { { "X-Forwarded-For", "203.0.113.7" } },
        };
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
    }

    private static void Nobody(IServiceCollection services)
    {
        services.AddAuthorization();
        services.AddAuthentication("none").AddScheme<AuthenticationSchemeOptions, NobodyHandler>("none", _ => { });
    }

    private sealed class NobodyHandler(
        IOptionsMonitor<AuthenticationSchemeOptions> options,
        ILoggerFactory logger,
        System.Text.Encodings.Web.UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }
}
