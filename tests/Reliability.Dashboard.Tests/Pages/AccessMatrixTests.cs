using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Tests.Web;

namespace Reliability.Dashboard.Tests;

/// <summary>Pages, twins, assets and the writes that their dialogs send, against each way to say who may use them.</summary>
public sealed class AccessMatrixTests
{
    private static readonly string[] _read = [.. AccessTests.All];

    /// <summary>What the dialogs send, and its plan: the address and a body that is valid.</summary>
    private static readonly (string Path, string Body)[] _writes =
    [
        ("gate/shop/overrides", """{"reason":"why","expiresAt":"2026-03-29T12:00:00Z","id":"o"}"""),
        ("gate/shop/overrides/o/revocation", """{"reason":"why"}"""),
        ("ledger/adjustments", """{"slo":"checkout","at":"2026-03-29T10:00:00Z","budgetShare":0.1,"reason":"why","id":"a"}"""),
        ("ledger/exclusions",
            """{"slo":"checkout","from":"2026-03-29T09:00:00Z","to":"2026-03-29T10:00:00Z","reason":"why","id":"e"}"""),
        ("ledger/resets", """{"slo":"checkout","at":"2026-03-29T10:00:00Z","reason":"why","id":"r"}"""),
    ];

    private static readonly (string, string)[] _nobody = [];

    private static readonly (string, string)[] _guest = [("X-Test-User", "eve;guest")];

    private static readonly (string, string)[] _ada = [("X-Test-User", "ada;sre")];

    public static TheoryData<string, string, bool> Sites => new()
    {
        // Sec-Fetch-Site decides where a browser sends it; else Origin against Host; else it is no browser.
        { "Sec-Fetch-Site: cross-site", "", false },
        { "Sec-Fetch-Site: same-site", "", false },
        { "Sec-Fetch-Site: same-origin", "", true },
        { "Sec-Fetch-Site: none", "", true },
        { "Sec-Fetch-Site: cross-site", "Origin: http://HOST", false },
        { "Sec-Fetch-Site: same-origin", "Origin: https://ops.example.com", true },
        { "", "", true },
        { "", "Origin: http://HOST", true },
        { "", "Origin: https://ops.example.com", false },
        { "", "Origin: null", false },
        { "", "Origin: HOST", false },
        { "", "Origin: http://HOST.evil.example", false },
        { "Host: internal:8080", "Origin: http://HOST", false },
        { "Host: ops.example.com", "Origin: https://ops.example.com", true },
    };

    [Fact]
    public async Task Hangfire_1958_a_dashboard_without_a_statement_is_open_to_nobody()
    {
        Func<Task> start = async () =>
        {
            await using Shop shop = await Shop.OpenAsync(
                map: app =>
                {
                    app.UseAuthentication();
                    app.UseAuthorization();
                    app.MapReliabilityDashboard("/reliability");
                    app.MapReliabilityWrites("/reliability", "sre");
                },
                services: AccessTests.Users,
                isEmpty: true);
        };
        (await start.Should().ThrowAsync<InvalidOperationException>()).WithMessage("*RequireAuthorization*AllowAnonymous*");
    }

    [Fact]
    public async Task A_fallback_policy_is_a_statement_and_holds_for_everything()
    {
        await using Shop shop = await OpenAsync(
            app => app.MapReliabilityDashboard("/reliability"),
            services => services.AddAuthorizationBuilder().SetFallbackPolicy(
                new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build()));
        await ReadsAsync(shop, HttpStatusCode.Unauthorized, _nobody);
        await ReadsAsync(shop, HttpStatusCode.OK, _guest);
        await WritesAsync(shop, HttpStatusCode.Unauthorized, _nobody);
        await WritesAsync(shop, HttpStatusCode.Forbidden, _guest);
        await MayWriteAsync(shop);
        await OffersAsync(shop, _guest, isOffered: false);
        await OffersAsync(shop, _ada, isOffered: true);
    }

    [Fact]
    public async Task A_policy_of_readers_is_none_of_writers()
    {
        await using Shop shop = await OpenAsync(
            app => app.MapReliabilityDashboard("/reliability").RequireAuthorization("readers"),
            services => services.AddAuthorizationBuilder().AddPolicy("readers", policy => policy.RequireRole("guest", "sre")));
        await ReadsAsync(shop, HttpStatusCode.Unauthorized, _nobody);
        await ReadsAsync(shop, HttpStatusCode.Forbidden, ("X-Test-User", "bob;other"));
        await ReadsAsync(shop, HttpStatusCode.OK, _guest);
        await WritesAsync(shop, HttpStatusCode.Forbidden, _guest);
        await OffersAsync(shop, _guest, isOffered: false);
        await OffersAsync(shop, _ada, isOffered: true);
        await MayWriteAsync(shop);
    }

    [Fact]
    public async Task A_dashboard_for_everybody_lets_nobody_without_a_name_write()
    {
        await using Shop shop = await OpenAsync(app => app.MapReliabilityDashboard("/reliability").AllowAnonymous());
        await ReadsAsync(shop, HttpStatusCode.OK, _nobody);
        await WritesAsync(shop, HttpStatusCode.Unauthorized, _nobody);
        await WritesAsync(shop, HttpStatusCode.Forbidden, ("X-Test-User", ";sre"));
        await OffersAsync(shop, _nobody, isOffered: false);
        await OffersAsync(shop, [("X-Test-User", ";sre")], isOffered: false);
        await MayWriteAsync(shop);
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("Host: localhost", HttpStatusCode.OK)]
    [InlineData("X-Forwarded-For: 203.0.113.7", HttpStatusCode.Forbidden)]
    [InlineData("Forwarded: for=203.0.113.7", HttpStatusCode.Forbidden)]
    [InlineData("Host: attacker.example", HttpStatusCode.Forbidden)]
    [InlineData("Host: 127.0.0.1.attacker.example", HttpStatusCode.Forbidden)]
    public async Task In_Development_this_machine_reads_and_no_proxy_and_no_foreign_name_does(string header, HttpStatusCode expected)
    {
        await using Site site = await Site.StartAsync(
            r =>
            {
                ShopExperiment.BelongsToShop(r);
                r.AddSlo("checkout", slo => slo.Availability(99.9m));
            },
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability");
                app.MapReliabilityWrites("/reliability", "sre");
            },
            environment: "Development",
            services: AccessTests.Users);
        (string, string)[] headers = header.Length == 0 ? [] : [Header(header)];
        foreach (string address in _read)
        {
            (await SendAsync(site.Client, HttpMethod.Get, address, null, headers)).Should().Be(expected, address);
        }

        foreach ((string path, string body) in _writes)
        {
            (await SendAsync(site.Client, HttpMethod.Post, $"/reliability/{path}", body, headers))
                .Should().Be(HttpStatusCode.Unauthorized, "writes are open to nobody, in no environment");
        }
    }

    [Theory]
    [MemberData(nameof(Sites))]
    public async Task A_page_of_another_site_changes_nothing_and_learns_nothing(string first, string second, bool isAllowed)
    {
        await using Shop shop = await OpenAsync(app => app.MapReliabilityDashboard("/reliability").AllowAnonymous());
        string host = shop.Client.BaseAddress!.Authority;
        (string, string)[] headers =
        [
            .. _ada, .. ((string[])[first, second]).Where(one => one.Length > 0)
                .Select(one => Header(one.Replace("HOST", host, StringComparison.Ordinal))),
        ];
        foreach ((string path, string body) in _writes)
        {
            foreach (string address in (string[])[$"/reliability/{path}/plan", $"/reliability/{path}"])
            {
                HttpStatusCode status = await SendAsync(shop.Client, HttpMethod.Post, address, body, headers);
                if (!isAllowed)
                {
                    status.Should().Be(HttpStatusCode.Forbidden, address);
                }
                else if (address.EndsWith("/plan", StringComparison.Ordinal) && path.EndsWith("/revocation", StringComparison.Ordinal))
                {
                    status.Should().Be(HttpStatusCode.OK, "the override was made before");
                }
                else
                {
                    status.Should().BeOneOf([HttpStatusCode.OK, HttpStatusCode.Created], address);
                }
            }
        }
    }

    private static (string, string) Header(string text) => (text[..text.IndexOf(':')], text[(text.IndexOf(':') + 2)..]);

    private static Task<Shop> OpenAsync(Action<WebApplication> map, Action<IServiceCollection>? services = null) => Shop.OpenAsync(
        ShopExperiment.BelongsToShop,
        map: app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            map(app);
            app.MapReliabilityWrites("/reliability", "sre");
        },
        services: all =>
        {
            AccessTests.Users(all);
            services?.Invoke(all);
        });

    private static async Task ReadsAsync(Shop shop, HttpStatusCode expected, params (string, string)[] headers)
    {
        foreach (string address in _read)
        {
            (await SendAsync(shop.Client, HttpMethod.Get, address, null, headers)).Should().Be(expected, address);
        }
    }

    private static async Task WritesAsync(Shop shop, HttpStatusCode expected, params (string, string)[] headers)
    {
        foreach ((string path, string body) in _writes)
        {
            (await SendAsync(shop.Client, HttpMethod.Post, $"/reliability/{path}", body, headers)).Should().Be(expected, path);
            (await SendAsync(shop.Client, HttpMethod.Post, $"/reliability/{path}/plan", body, headers)).Should().Be(expected, path);
        }
    }

    private static async Task MayWriteAsync(Shop shop)
    {
        foreach ((string path, string body) in _writes)
        {
            (await SendAsync(shop.Client, HttpMethod.Post, $"/reliability/{path}", body, _ada)).Should().Be(HttpStatusCode.Created, path);
        }
    }

    /// <summary>Buttons are there for those whose write would be taken, and for nobody else.</summary>
    private static async Task OffersAsync(Shop shop, (string, string)[] headers, bool isOffered)
    {
        foreach (string address in (string[])["/reliability/", "/reliability/slo/checkout"])
        {
            string page = (await shop.GetAsync(address, headers)).Text;
            page.Contains("data-act=", StringComparison.Ordinal).Should().Be(isOffered, address);
            page.Contains("data-write=", StringComparison.Ordinal).Should().Be(isOffered, address);
        }
    }

    private static async Task<HttpStatusCode> SendAsync(
        HttpClient client, HttpMethod method, string address, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
