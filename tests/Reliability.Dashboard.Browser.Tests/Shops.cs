using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.Dashboard.Tests.Browser;

/// <summary>Shops in the states that a page can show.</summary>
internal static class Shops
{
    /// <summary>The header of a user who may read and change.</summary>
    public static readonly KeyValuePair<string, string> Ada = new("X-Test-User", "ada;sre");

    /// <summary>The header of a user who may only read.</summary>
    public static readonly KeyValuePair<string, string> Eve = new("X-Test-User", "eve;sre");

    public static async Task<Shop> OpenAsync(string state)
    {
        bool isEmpty = state is "empty" or "healthy" or "unmeasured" or "never read";
        Shop shop = await Shop.OpenAsync(
            more: reliability =>
            {
                if (state is "healthy" or "unmeasured")
                {
                    reliability.AddSlo("checkout", slo => slo.Availability(99.9m).OfService("shop"));
                }
            },
            isEmpty: isEmpty);
        switch (state)
        {
            case "healthy":
                await RecordAsync(shop, good: 10_000, bad: 0, TimeSpan.FromHours(5));
                break;
            case "spent":
                await RecordAsync(shop, good: 500, bad: 400, TimeSpan.FromMinutes(20));
                break;
            case "store down":
                await shop.PageAsync("/reliability/");
                await shop.PageAsync("/reliability/slo/checkout");
                Break(shop, isDown: true);
                shop.Clock.Advance(TimeSpan.FromMinutes(3));
                break;
            case "never read":
                Break(shop, isDown: true);
                break;
        }

        return shop;
    }

    /// <summary>A shop whose readers are known, and in which some of them may make changes.</summary>
    public static Task<Shop> OpenWithWritesAsync(
        Action<ReliabilityBuilder>? more = null, Action<DashboardOptions>? configure = null) => Shop.OpenAsync(
        more,
        map: app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapReliabilityDashboard("/reliability", options =>
            {
                options.ReloadInterval = TimeSpan.FromMinutes(30);
                configure?.Invoke(options);
            }).RequireAuthorization("sre");
            app.MapReliabilityWrites("/reliability", "change");
        },
        services: AddUsers);

    /// <summary>A shop whose reader may see one of two services.</summary>
    public static Task<Shop> OpenForMailerAsync() => Shop.OpenAsync(
        map: app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapReliabilityDashboard("/reliability").RequireAuthorization("sre").RequireServiceAuthorization("own");
        },
        services: services =>
        {
            AddUsers(services);
            services.AddAuthorizationBuilder().AddPolicy(
                "own", policy => policy.RequireAssertion(context => context.Resource is AspNetCore.ReliabilityService { Name: "mailer" }));
        });

    public static async Task RecordAsync(Shop shop, int good, int bad, TimeSpan ago)
    {
        ReliabilityRecorder recorder = shop.Site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good, bad, shop.Clock.GetUtcNow() - ago);
        await recorder.FlushAsync();
    }

    public static void Break(Shop shop, bool isDown)
    {
        foreach (StorageRoles role in shop.Store.Controls.Keys)
        {
            shop.Store.Controls[role].IsDown = isDown;
        }
    }

    private static void AddUsers(IServiceCollection services)
    {
        services.AddAuthentication(HeaderUserHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
        services.AddAuthorizationBuilder()
            .AddPolicy("sre", policy => policy.RequireRole("sre"))
            .AddPolicy("change", policy => policy.RequireUserName("ada"));
    }
}
