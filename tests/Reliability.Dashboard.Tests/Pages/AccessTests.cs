using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Tests.Web;

namespace Reliability.Dashboard.Tests;

/// <summary>Who may read pages, twins and assets: nobody by accident.</summary>
public sealed class AccessTests
{
    /// <summary>The addresses of a page of each kind, of its twin, and of the assets.</summary>
    internal static readonly string[] All =
    [
        "/reliability/",
        "/reliability/dashboard.json",
        "/reliability/slo/checkout",
        "/reliability/slo/checkout.json",
        "/reliability/trend/checkout",
        "/reliability/trend/checkout.json",
        "/reliability/technical-debt",
        "/reliability/technical-debt.json",
        "/reliability/incident/shop",
        "/reliability/incident/shop.json",
        "/reliability/deployment/shop",
        "/reliability/deployment/shop.json",
        $"/reliability/assets/{Internal.AssetSet.Default.Version}/app.css",
        $"/reliability/assets/{Internal.AssetSet.Default.Version}/app.js",
        $"/reliability/assets/{Internal.AssetSet.Default.Version}/icon.svg",
    ];

    public static TheoryData<string> Addresses => new(All);

    [Fact]
    public async Task A_dashboard_that_does_not_say_who_may_read_it_does_not_start()
    {
        Func<Task> start = async () =>
        {
            await using Shop shop = await Shop.OpenAsync(map: app => app.MapReliabilityDashboard("/reliability"), isEmpty: true);
        };
        (await start.Should().ThrowAsync<InvalidOperationException>())
            .WithMessage("*MapReliabilityDashboard*'/reliability*RequireAuthorization*AllowAnonymous*");
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task A_policy_holds_for_every_address(string address)
    {
        await using Shop shop = await Shop.OpenAsync(
            ShopExperiment.BelongsToShop,
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").RequireAuthorization("sre");
            },
            services: Users);
        (await shop.GetAsync(address)).Response.StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        (await shop.GetAsync(address, ("X-Test-User", "eve;guest"))).Response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await shop.GetAsync(address, ("X-Test-User", "ada;sre"))).Response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.attacker.example", HttpStatusCode.Forbidden)]
    public async Task In_Development_a_foreign_name_that_points_to_this_machine_is_rejected(string host, HttpStatusCode expected)
    {
        await using Site site = await Site.StartAsync(
            _ => { }, app => app.MapReliabilityDashboard("/reliability"), environment: "Development");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/reliability/dashboard.json");
        request.Headers.Host = host;
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        response.StatusCode.Should().Be(expected);
    }

    [Fact]
    public async Task A_reader_sees_the_services_of_the_policy_and_nothing_of_the_others()
    {
        await using Shop shop = await Shop.OpenAsync(
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").RequireAuthorization("sre").RequireServiceAuthorization("own");
            },
            services: UsersOfMailer);
        (string, string) ada = ("X-Test-User", "ada;sre");
        string page = (await shop.GetAsync("/reliability/", ada)).Text;
        page.Should().Contain("mail").And.NotContain("checkout").And.NotContain("shop");
        string twin = (await shop.GetAsync("/reliability/dashboard.json", ada)).Text;
        twin.Should().Contain("mailer").And.NotContain("checkout");
        (await shop.GetAsync("/reliability/slo/checkout", ada)).Response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await shop.GetAsync("/reliability/?service=shop", ada)).Response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    /// <summary>Users who may see the service mailer alone.</summary>
    internal static void UsersOfMailer(IServiceCollection services)
    {
        Users(services);
        services.AddAuthorizationBuilder().AddPolicy("own", policy => policy.RequireAssertion(context =>
            context.Resource is AspNetCore.ReliabilityService { Name: "mailer" } || context.User.IsInRole("all")));
    }

    internal static void Users(IServiceCollection services)
    {
        services.AddAuthentication(HeaderUserHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
        services.AddAuthorizationBuilder().AddPolicy("sre", policy => policy.RequireRole("sre"));
    }
}
