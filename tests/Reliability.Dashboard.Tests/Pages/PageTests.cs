using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Reliability.Storage;

namespace Reliability.Dashboard.Tests;

public sealed class PageTests
{
    [Theory]
    [InlineData("/reliability/")]
    [InlineData("/reliability/dashboard.json")]
    [InlineData("/reliability/slo/checkout")]
    [InlineData("/reliability/slo/nothing")]
    [InlineData("/reliability/?page=0")]
    public async Task Every_answer_forbids_what_is_foreign(string address)
    {
        await using Shop shop = await Shop.OpenAsync();
        HttpResponseMessage response = (await shop.GetAsync(address)).Response;
        Header("Content-Security-Policy").Should().Be(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'");
        Header("X-Frame-Options").Should().Be("DENY");
        Header("X-Content-Type-Options").Should().Be("nosniff");
        Header("Referrer-Policy").Should().Be("no-referrer");
        Header("Cross-Origin-Opener-Policy").Should().Be("same-origin");
        Header("Cross-Origin-Resource-Policy").Should().Be("same-origin");
        Header("Cache-Control").Should().Be("no-cache, private");
        response.Headers.Contains("Set-Cookie").Should().BeFalse();

        string Header(string name) => string.Join(", ", response.Headers.GetValues(name));
    }

    [Fact]
    public async Task A_gate_says_in_a_sentence_whether_the_service_may_be_released()
    {
        await using Shop shop = await Shop.OpenAsync();
        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain(">Block</span><small>It must not be released.</small>")
            .And.Contain(">Allow</span><small>It may be released.</small>")
            .And.Contain("<small class=\"bad\"><span class=\"mark\"></span><span data-p=\"/objectives/items/0/burnWord\">Critical</span>");
    }

    [Fact]
    public async Task The_page_shows_where_the_bad_events_come_from_and_says_so_only_where_nothing_is_recorded()
    {
        await using Shop shop = await Shop.OpenAsync();
        string page = await shop.PageAsync("/reliability/slo/checkout");
        JsonElement sources = JsonDocument.Parse(await shop.PageAsync("/reliability/slo/checkout.json")).RootElement.GetProperty("sources");
        sources.GetProperty("rows").GetArrayLength().Should().Be(20);
        sources.GetProperty("other").GetDecimal().Should().Be(10);
        sources.GetProperty("rows")[19].GetProperty("week").GetDecimal().Should().Be(1);
        sources.GetProperty("otherWeek").GetDecimal().Should().Be(10);
        page.Should().Contain("data-p=\"/sources/rows/19/bad\"").And.Contain("data-p=\"/sources/other\"")
            .And.NotContain("No source is recorded.");
        (await shop.PageAsync("/reliability/slo/search-fast")).Should().Contain("No source is recorded.");
    }

    [Fact]
    public async Task An_origin_may_be_named_that_shows_the_page_in_a_frame()
    {
        await using Shop shop = await Shop.OpenAsync(configure: options => options.FrameAncestors.Add("https://portal.example.com"));
        HttpResponseMessage response = (await shop.GetAsync("/reliability/")).Response;
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("frame-ancestors https://portal.example.com;");
        response.Headers.Contains("X-Frame-Options").Should().BeFalse();
    }

    [Theory]
    [InlineData("portal.example.com")]
    [InlineData("https://portal.example.com/path")]
    [InlineData("https://a.example; script-src *")]
    [InlineData("javascript:alert(1)")]
    public void What_is_no_origin_is_rejected_at_start(string origin)
    {
        WebApplication app = WebApplication.CreateSlimBuilder().Build();
        Action map = () => app.MapReliabilityDashboard("/reliability", options => options.FrameAncestors.Add(origin));
        map.Should().Throw<ArgumentException>().WithMessage("FrameAncestors: *is not an origin*");
    }

    [Fact]
    public async Task The_address_without_a_slash_leads_to_the_page_behind_every_proxy()
    {
        await using Shop shop = await Shop.OpenAsync(
            map: app =>
            {
                app.UsePathBase("/base");
                app.UseRouting();
                app.MapReliabilityDashboard("/ops/reliability").AllowAnonymous();
            });
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = shop.Client.BaseAddress };
        foreach (string path in (string[])["/ops/reliability", "/base/ops/reliability"])
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri($"{path}?service=shop", UriKind.Relative));
            response.StatusCode.Should().Be(HttpStatusCode.Redirect);
            response.Headers.Location!.ToString().Should().Be("reliability/?service=shop");
            (await shop.PageAsync(path + "/")).Should().NotContain("href=\"/").And.NotContain("src=\"/");
        }
    }

    [Theory]
    [InlineData("?page=0", "page: the number of a page is valid, 1 to 10000.")]
    [InlineData("?page=<script>alert(1)</script>", "page: the number of a page is valid, 1 to 10000.")]
    [InlineData("?sort=<b>", "sort: one of worst, name, service, remaining, burn is valid.")]
    [InlineData("?state=up", "state: one of")]
    [InlineData("?service=%3Cimg%3E", "service: the name of a service")]
    [InlineData("?name=a&name=b", "name: one value is valid.")]
    public async Task A_wrong_parameter_is_answered_clearly_and_never_repeated(string query, string message)
    {
        await using Shop shop = await Shop.OpenAsync();
        (HttpResponseMessage response, string text) = await shop.GetAsync("/reliability/" + query);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        text.Should().Contain(message).And.NotContain("alert(1)").And.NotContain("<b>").And.NotContain("img");
        (response, text) = await shop.GetAsync("/reliability/dashboard.json" + query);
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        text.Should().Contain(message);
    }

    [Fact]
    public async Task An_unknown_objective_is_not_found()
    {
        await using Shop shop = await Shop.OpenAsync();
        (HttpResponseMessage response, string text) = await shop.GetAsync("/reliability/slo/checkuot");
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        text.Should().Contain("No objective has this name").And.NotContain("checkuot");
    }

    [Fact]
    public async Task Without_objectives_the_page_shows_the_line_to_add()
    {
        await using Shop shop = await Shop.OpenAsync(isEmpty: true);
        (await shop.PageAsync("/reliability/")).Should().Contain("AddSlo(&quot;checkout&quot;");
    }

    [Fact]
    public async Task A_page_is_sent_again_only_if_something_changed()
    {
        await using Shop shop = await Shop.OpenAsync();
        HttpResponseMessage first = (await shop.GetAsync("/reliability/")).Response;
        string etag = first.Headers.ETag!.ToString();
        (HttpResponseMessage second, string text) = await shop.GetAsync("/reliability/", ("If-None-Match", etag));
        second.StatusCode.Should().Be(HttpStatusCode.NotModified);
        text.Should().BeEmpty();
        (await shop.GetAsync("/reliability/?sort=name")).Response.Headers.ETag!.ToString().Should().NotBe(etag);
        (await shop.GetAsync("/reliability/dashboard.json")).Response.Headers.ETag!.ToString().Should().NotBe(etag);
        shop.Clock.Advance(TimeSpan.FromSeconds(6));
        (await shop.GetAsync("/reliability/", ("If-None-Match", etag))).Response.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fifty_viewers_cost_the_store_what_one_costs()
    {
        await using Shop shop = await Shop.OpenAsync();
        await shop.PageAsync("/reliability/");
        long one = Calls();
        one.Should().BeInRange(1, 40);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => shop.PageAsync($"/reliability/?name={i}")));
        Calls().Should().Be(one, "the clock stands still, so that the snapshot stays");

        long Calls() => shop.Store.Controls.Where(one => one.Key != StorageRoles.Leases).Sum(one => one.Value.CallCount);
    }

    [Fact]
    public async Task A_change_through_the_write_endpoints_is_visible_at_once()
    {
        await using Shop shop = await Shop.OpenAsync(
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").RequireAuthorization("sre");
                app.MapReliabilityWrites("/reliability", "sre");
            },
            services: AccessTests.Users);
        (string, string) ada = ("X-Test-User", "ada;sre");
        (await shop.GetAsync("/reliability/", ada)).Text.Should().Contain("data-act=\"override\"").And.NotContain("Overridden by");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reliability/gate/shop/overrides")
        {
            Headers = { { "X-Test-User", "ada;sre" } },
            Content = new StringContent(
                "{\"reason\":\"a fix\",\"expiresAt\":\"2026-03-29T12:00:00Z\",\"id\":\"one\"}",
                System.Text.Encoding.UTF8,
                "application/json"),
        };
        using HttpResponseMessage response = await shop.Client.SendAsync(request);
        response.StatusCode.Should().Be(HttpStatusCode.Created);
        (await shop.GetAsync("/reliability/", ada)).Text.Should().Contain("Overridden by").And.Contain("data-act=\"revoke\"");
    }

    [Fact]
    public async Task While_the_store_is_away_the_last_snapshot_stays_and_says_its_age()
    {
        await using Shop shop = await Shop.OpenAsync();
        string before = await shop.PageAsync("/reliability/");
        before.Should().Contain("2026-03-29 10:30").And.NotContain("The store cannot be read now");
        shop.Store.Controls[StorageRoles.Series].IsDown = true;
        shop.Clock.Advance(TimeSpan.FromMinutes(3));
        string after = await shop.PageAsync("/reliability/");
        after.Should().Contain("2026-03-29 10:30").And.Contain("checkout");
        Banner(after).Should().Be(
            "The store cannot be read now. The log of the application states the reason. This is the last snapshot, which is 3 min old.");
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync("/reliability/dashboard.json")).RootElement;
        (twin.GetProperty("problem").GetString(), twin.GetProperty("ageSeconds").GetDecimal())
            .Should().Be(("The store cannot be read now. The log of the application states the reason.", 180));
        shop.Clock.Advance(TimeSpan.FromMinutes(2));
        Banner(await shop.PageAsync("/reliability/")).Should().EndWith("which is 5 min old.");
        shop.Store.Controls[StorageRoles.Series].IsDown = false;
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await shop.PageAsync("/reliability/")).Should().NotContain("The store cannot be read now").And.Contain("2026-03-29 10:36");
    }

    [Theory]
    [InlineData("/reliability/slo/checkout")]
    [InlineData("/reliability/trend/checkout")]
    [InlineData("/reliability/incident/shop")]
    public async Task The_page_of_one_item_says_once_that_the_store_is_away_and_how_old_its_data_are(string address)
    {
        await using Shop shop = await Shop.OpenAsync();
        await shop.PageAsync(address);
        foreach (StorageRoles role in shop.Store.Controls.Keys)
        {
            shop.Store.Controls[role].IsDown = true;
        }

        shop.Clock.Advance(TimeSpan.FromMinutes(70));
        Banner(await shop.PageAsync(address)).Should().Be(
            "The store cannot be read now. The log of the application states the reason. "
            + "This is the last snapshot, which is 1 h 10 min old.");
        JsonDocument.Parse(await shop.PageAsync(address + ".json")).RootElement.GetProperty("ageSeconds").GetDecimal().Should().Be(4200);
    }

    [Fact]
    public async Task Sections_that_cannot_be_read_for_the_same_reason_say_it_once()
    {
        await using Shop shop = await Shop.OpenAsync(ShopExperiment.BelongsToShop);
        await ShopRecords.FillAsync(shop);
        shop.Store.Controls[StorageRoles.Series].IsDown = true;
        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain("id=\"incidents\"").And.Contain("id=\"objectives\"").And.Contain("id=\"services\"")
            .And.NotContain("role=\"alert\"");
        page.Split("The store cannot be read now").Should().HaveCount(2);
        JsonElement twin = JsonDocument.Parse(await shop.PageAsync("/reliability/dashboard.json")).RootElement;
        twin.GetProperty("objectives").GetProperty("problem").GetString().Should().StartWith("The store cannot be read now.");
    }

    [Fact]
    public async Task A_store_that_was_never_read_is_an_unavailable_page_and_no_healthy_one()
    {
        await using Shop shop = await Shop.OpenAsync();
        foreach (StorageRoles role in shop.Store.Controls.Keys)
        {
            shop.Store.Controls[role].IsDown = true;
        }

        (HttpResponseMessage response, string text) = await shop.GetAsync("/reliability/");
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        text.Should().Contain("The store cannot be read now").And.NotContain("Allow");
    }

    [Fact]
    public async Task The_page_answers_the_first_questions()
    {
        await using Shop shop = await Shop.OpenAsync();
        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain("May we release?").And.Contain("What needs attention").And.Contain("Releases of shop are blocked");
        page.IndexOf("Block", StringComparison.Ordinal).Should().BeLessThan(page.IndexOf("Allow", StringComparison.Ordinal));
        string objective = await shop.PageAsync("/reliability/slo/checkout");
        objective.Should().Contain("Why is this number so?").And.Contain("Budget left over the window").And.Contain("A customer can pay.");
    }

    /// <summary>The text of the only banner of a page.</summary>
    private static string Banner(string page)
    {
        string[] parts = page.Split("role=\"alert\">");
        parts.Should().HaveCount(2);
        string text = parts[1][..parts[1].IndexOf("</p>", StringComparison.Ordinal)];
        page.Split("The store cannot be read now").Should().HaveCount(2, "it is said once");
        return string.Concat(text.Split('<').Select(part => part[(part.IndexOf('>', StringComparison.Ordinal) + 1)..]));
    }
}
