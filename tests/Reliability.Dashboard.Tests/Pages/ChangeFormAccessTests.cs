using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Reliability.Dashboard.Tests;

/// <summary>The forms of changes against each way to say who may use them, and against pages of other sites.</summary>
public sealed class ChangeFormAccessTests
{
    private static readonly (string, string) _guest = ("X-Test-User", "eve;guest");

    [Fact]
    public async Task Only_those_who_may_make_a_change_see_its_form_or_send_it()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        foreach ((string, string)[] headers in ((string, string)[][])[[], [_guest], [("X-Test-User", ";sre")]])
        {
            await RejectedAsync(shop, HttpStatusCode.Forbidden, headers);
        }

        await LoadedAsync(shop, ChangeForms.Ada);
    }

    [Fact]
    public async Task The_policy_of_the_pages_holds_for_the_forms()
    {
        await using Shop shop = await ChangeForms.OpenAsync(protect: pages => pages.RequireAuthorization("sre"));
        await RejectedAsync(shop, HttpStatusCode.Unauthorized);
        await RejectedAsync(shop, HttpStatusCode.Forbidden, _guest);
        await LoadedAsync(shop, ChangeForms.Ada);
    }

    [Fact]
    public async Task A_dashboard_that_is_read_only_has_no_forms()
    {
        await using Shop shop = await ChangeForms.OpenAsync(configure: options => options.ReadOnly = true);
        await RejectedAsync(shop, HttpStatusCode.Forbidden, ChangeForms.Ada);
    }

    [Fact]
    public async Task Without_write_endpoints_there_is_nothing_to_change()
    {
        await using Shop shop = await Shop.OpenAsync(
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").AllowAnonymous();
            },
            services: AccessTests.Users);
        await RejectedAsync(shop, HttpStatusCode.Forbidden, ChangeForms.Ada);
    }

    [Fact]
    public async Task A_policy_of_services_holds_for_the_forms()
    {
        await using Shop shop = await Shop.OpenAsync(
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").AllowAnonymous();
                app.MapReliabilityWrites("/reliability", "sre").RequireServiceAuthorization("own");
            },
            services: AccessTests.UsersOfMailer);
        await RejectedAsync(shop, HttpStatusCode.Forbidden, ChangeForms.Ada);
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("reset?slo=mail");
        await form.PressAsync("preview", ("reason", "why"), ("confirm", "mail"));
        await form.PressAsync("confirm");
        form.Address.Should().Be("/reliability/slo/mail");
    }

    [Fact]
    public async Task A_policy_that_is_added_to_the_write_endpoints_holds_for_the_forms()
    {
        await using Shop shop = await Shop.OpenAsync(
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").AllowAnonymous();
                app.MapReliabilityWrites("/reliability", "sre").RequireAuthorization("second");
            },
            services: services =>
            {
                AccessTests.Users(services);
                services.AddAuthorizationBuilder().AddPolicy("second", policy => policy.RequireUserName("bob"));
            });
        var form = new ChangeForms(shop, ChangeForms.Ada);
        await form.LoadAsync("reset?slo=checkout");
        await form.PressAsync("preview", ("reason", "why"), ("confirm", "checkout"));
        form.Status.Should().Be(HttpStatusCode.Forbidden);
        form.Page.Should().Contain("The change was rejected (403).");
        (await ChangeForms.EntriesAsync(shop)).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(AccessMatrixTests.Sites), MemberType = typeof(AccessMatrixTests))]
    public async Task A_page_of_another_site_sends_no_form(string first, string second, bool isAllowed)
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        string host = shop.Client.BaseAddress!.Authority;
        (string, string)[] headers =
        [
            ChangeForms.Ada, .. ((string[])[first, second]).Where(one => one.Length > 0)
                .Select(one => one.Replace("HOST", host, StringComparison.Ordinal))
                .Select(one => (one[..one.IndexOf(':')], one[(one.IndexOf(':') + 2)..])),
        ];
        foreach ((string address, (string, string)[] fields) in
            ChangeForms.All.Where(one => one.Address[..one.Address.IndexOf('?', StringComparison.Ordinal)]
                is not ("revoke" or "accept" or "withdraw")))
        {
            // Even a site that could read the token of the form sends it from elsewhere.
            var form = new ChangeForms(shop, headers);
            await form.LoadAsync(address);
            await form.PressAsync("preview", fields);
            form.Status.Should().Be(isAllowed ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{address}: {form.Page}");
        }

        (await ChangeForms.EntriesAsync(shop)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_form_without_its_token_or_with_that_of_somebody_else_changes_nothing()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        foreach ((string address, (string, string)[] fields) in ChangeForms.All)
        {
            var form = new ChangeForms(shop, ChangeForms.Ada);
            await form.LoadAsync(address);
            string token = form.Fields().Single(one => one.Name == "token").Value;
            token.Should().MatchRegex("^[0-9a-f]{64}$");
            (string, string)[] planned = [.. fields, ("id", Guid.NewGuid().ToString("N")), ("at", Shop.Now.ToString("O"))];
            await form.PressAsync("confirm", [.. planned, ("token", "")]);
            form.Status.Should().Be(HttpStatusCode.Forbidden);
            await form.LoadAsync(address);
            await form.PressAsync("confirm", [.. planned, ("token", new string('0', 64))]);
            form.Status.Should().Be(HttpStatusCode.Forbidden);
            form.Page.Should().Contain("This form is not valid any more");
            var bob = new ChangeForms(shop, ("X-Test-User", "bob;sre"));
            await bob.LoadAsync(address);
            await bob.PressAsync("confirm", [.. planned, ("token", token)]);
            bob.Status.Should().Be(HttpStatusCode.Forbidden, "a token is that of one user");
        }

        (await ChangeForms.EntriesAsync(shop)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_form_is_kept_by_nobody_and_its_cookie_is_closed_to_scripts_and_other_sites()
    {
        await using Shop shop = await ChangeForms.OpenAsync();
        (HttpResponseMessage response, _) = await shop.GetAsync("/reliability/change/reset?slo=checkout", ChangeForms.Ada);
        response.Headers.CacheControl!.NoStore.Should().BeTrue();
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("form-action 'self'");
        response.Headers.GetValues("Set-Cookie").Single().Should()
            .MatchRegex("^reliability-form=[0-9a-f]{64}; path=/; samesite=lax; httponly$");
    }

    private static async Task RejectedAsync(Shop shop, HttpStatusCode expected, params (string, string)[] headers)
    {
        foreach ((string address, (string, string)[] fields) in ChangeForms.All)
        {
            var form = new ChangeForms(shop, headers);
            await form.LoadAsync(address);
            form.Status.Should().Be(expected, address);
            await form.PressAsync("confirm", fields);
            form.Status.Should().Be(expected, address);
        }

        (await ChangeForms.EntriesAsync(shop)).Should().BeEmpty();
    }

    private static async Task LoadedAsync(Shop shop, params (string, string)[] headers)
    {
        foreach ((string address, _) in ChangeForms.All)
        {
            var form = new ChangeForms(shop, headers);
            await form.LoadAsync(address);
            form.Status.Should().Be(HttpStatusCode.OK, address);
        }
    }
}
