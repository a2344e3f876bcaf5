using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Storage;

namespace Reliability.Dashboard.Tests;

/// <summary>A page with <c>at</c> shows what was, says so, and can change nothing.</summary>
public sealed class PastPageTests
{
    private const string At = "2026-03-29T09:00Z";

    private static readonly (string, string) _ada = ("X-Test-User", "ada;sre");

    [Fact]
    public async Task The_overview_shows_the_past_and_says_so()
    {
        await using Shop shop = await WritableAsync();
        JsonElement now = await TwinAsync(shop, "/reliability/dashboard.json");
        (Verdict(now, "shop"), Bad(now, "checkout")).Should().Be(("Block", 30m));
        now.TryGetProperty("past", out _).Should().BeFalse();

        JsonElement then = await TwinAsync(shop, $"/reliability/dashboard.json?at={At}");
        (Verdict(then, "shop"), Bad(then, "checkout")).Should().Be(("Allow", 0m), "checkout fails only since 10:25");
        then.GetProperty("past").GetProperty("at").GetDateTimeOffset().Should().Be(Shop.Now.AddMinutes(-90));
        then.GetProperty("asOf").GetDateTimeOffset().Should().Be(Shop.Now.AddMinutes(-90));

        (HttpResponseMessage response, string page) = await shop.GetAsync($"/reliability/?at={At}", _ada);
        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.ETag.Should().BeNull("what the store has of the past can change");
        page.Should().Contain("This is a past state").And.Contain("data-reload=\"0\"").And.NotContain("data-act")
            .And.NotContain("data-write").And.Contain("href=\"./slo/checkout?at=2026-03-29T09%3A00Z\"", "links stay in the past")
            .And.Contain("href=\"./?sort=worst\">Show the present</a>")
            .And.Contain("name=\"at\" value=\"2026-03-29T09:00Z\"").And.Contain("href=\"./dashboard.json?at=2026-03-29T09%3A00Z\"");
        string present = (await shop.GetAsync("/reliability/", _ada)).Text;
        present.Should().Contain("data-act").And.Contain("data-write").And.NotContain("past state").And.NotContain("slo/checkout?at");
    }

    [Fact]
    public async Task The_page_of_an_objective_shows_the_past_and_offers_no_change()
    {
        await using Shop shop = await WritableAsync();
        JsonElement then = await TwinAsync(shop, $"/reliability/slo/checkout.json?at={At}");
        (then.GetProperty("objective").GetProperty("state").GetString(), then.GetProperty("objective").GetProperty("bad").GetDecimal())
            .Should().Be(("Healthy", 0m));
        then.GetProperty("sources").GetProperty("rows").GetArrayLength().Should().Be(0, "the bad events came later");
        then.GetProperty("past").GetProperty("limits").GetArrayLength().Should().BeGreaterThan(1);
        string page = (await shop.GetAsync($"/reliability/slo/checkout?at={At}", _ada)).Text;
        page.Should().Contain("This is a past state").And.NotContain("data-act")
            .And.Contain("href=\"../slo/checkout\">Show the present</a>").And.Contain("href=\"../?at=2026-03-29T09%3A00Z\"");
    }

    [Fact]
    public async Task The_past_is_known_with_the_ledger_of_that_time()
    {
        await using Shop shop = await Shop.OpenAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(30));
        await shop.Site.Services.GetRequiredService<Slos.IBudgetLedger>().ExcludeAsync(new Slos.BudgetExclusion
        {
            Slo = "checkout",
            From = Shop.Now.AddMinutes(-10),
            To = Shop.Now,
            By = "ada",
            Reason = "not ours",
            Id = "later",
        });
        (await TwinAsync(shop, "/reliability/slo/checkout.json")).GetProperty("objective").GetProperty("bad").GetDecimal().Should().Be(0);
        JsonElement then = await TwinAsync(shop, "/reliability/slo/checkout.json?at=2026-03-29T10:30Z");
        then.GetProperty("objective").GetProperty("bad").GetDecimal().Should().Be(30, "nobody had excluded anything by then");
        then.GetProperty("ledger").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("2026-03-29T09:00Z", "2026-03-29T09:00")]
    [InlineData("2026-03-29T09:00:59.9Z", "2026-03-29T09:00")]
    [InlineData("2026-03-29T10:00%2B01:00", "2026-03-29T09:00")]
    [InlineData("2026-03-29T10:00+01:00", "2026-03-29T09:00")]
    [InlineData("2026-03-29T04:30-04:30", "2026-03-29T09:00")]
    [InlineData("2026-03-29T11:00", "2026-03-29T09:00")]
    [InlineData("2026-03-29T03:00", "2026-03-29T01:00")]
    [InlineData("2026-03-28", "2026-03-27T23:00")]
    public async Task A_time_is_read_with_its_offset_and_otherwise_in_the_zone_of_the_page(string at, string expected)
    {
        await using Shop shop = await Shop.OpenAsync(configure: options => options.Zone = "Europe/Berlin");
        (await TwinAsync(shop, $"/reliability/slo/mail.json?at={at}")).GetProperty("past").GetProperty("at").GetDateTimeOffset()
            .ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture).Should().Be(expected);
    }

    [Theory]
    [InlineData("raw%3Cscript%3E")]
    [InlineData("rawtomorrow")]
    [InlineData("2026-03-29T10:31Z")]
    [InlineData("9999-12-31")]
    [InlineData("0001-01-01")]
    [InlineData("2020-01-01T00:00Z")]
    [InlineData("2026-02-30")]
    [InlineData("2026-03-01T25:00Z")]
    [InlineData("2026-03-29T02:30")]
    [InlineData("2026-03-20&at=2026-03-21")]
    [InlineData("%00raw")]
    [InlineData("%E2%80%AEraw")]
    public async Task What_is_no_time_of_the_past_is_a_page_that_says_what_is(string at)
    {
        await using Shop shop = await Shop.OpenAsync(configure: options => options.Zone = "Europe/Berlin");
        foreach (string address in (string[])
            ["/reliability/", "/reliability/dashboard.json", "/reliability/slo/checkout", "/reliability/slo/checkout.json"])
        {
            (HttpResponseMessage response, string text) = await shop.GetAsync($"{address}?at={at}");
            response.StatusCode.Should().Be(HttpStatusCode.BadRequest, text);
            text.Should().NotContain("raw").And.NotContain("2020-01-01").And.NotContain("9999");
            if (!at.Contains('&', StringComparison.Ordinal))
            {
                text.Should().Contain("2026-11-20T14:00Z");
            }

            response.Content.Headers.ContentType!.MediaType.Should().Be(
                address.EndsWith(".json", StringComparison.Ordinal) ? "application/problem+json" : "text/html");
        }
    }

    [Fact]
    public async Task Without_data_every_time_is_too_early()
    {
        await using Shop shop = await Shop.OpenAsync(isEmpty: true);
        (HttpResponseMessage response, string text) = await shop.GetAsync($"/reliability/?at={At}");
        (response.StatusCode, text.Contains("Nothing is stored yet", StringComparison.Ordinal))
            .Should().Be((HttpStatusCode.BadRequest, true));
    }

    [Fact]
    public async Task While_the_store_is_away_the_past_is_unavailable()
    {
        await using Shop shop = await Shop.OpenAsync();
        await shop.PageAsync("/reliability/");
        shop.Store.Controls[StorageRoles.Series].IsDown = true;
        (HttpResponseMessage response, string text) = await shop.GetAsync($"/reliability/?at={At}");
        response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        text.Should().Contain("The past cannot be read without it");
    }

    [Fact]
    public async Task Alerts_fire_in_the_past_as_their_notifications_say()
    {
        await using Shop shop = await Shop.OpenAsync();
        await shop.Site.JudgeAsync();
        shop.Clock.Advance(TimeSpan.FromMinutes(45));
        JsonElement fired = await TwinAsync(shop, "/reliability/slo/checkout.json?at=2026-03-29T10:35Z");
        JsonElement[] firing = [.. fired.GetProperty("alerts").EnumerateArray().Where(one => Text(one, "state") == "Firing")];
        firing.Should().NotBeEmpty();
        firing.Should().OnlyContain(one => one.GetProperty("since").GetDateTimeOffset() == Shop.Now);
        (await TwinAsync(shop, "/reliability/dashboard.json?at=2026-03-29T10:35Z")).GetProperty("attention").GetProperty("lines")
            .EnumerateArray().Should().Contain(one => Text(one, "text").StartsWith("The alert ", StringComparison.Ordinal));
        (await TwinAsync(shop, $"/reliability/slo/checkout.json?at={At}")).GetProperty("alerts").EnumerateArray()
            .Should().OnlyContain(one => Text(one, "state") == "Inactive");
    }

    [Fact]
    public async Task The_page_of_an_experiment_shows_the_evidence_of_that_day_or_says_that_there_is_none()
    {
        await using Shop shop = await Shop.OpenAsync(r => r.Configure(options => options.Service = "shop"));
        IExperiments experiments = shop.Site.Services.GetRequiredService<IExperiments>();
        var request = new ChangeRequest { By = "ada", Reason = "spring", Id = "new" };
        var definition = new ExperimentDefinition
        {
            Key = "button",
            Variants = [new("blue", 1), new("green", 1)],
            Metrics = [ExperimentMetric.Primary("bought", minEffect: 0.05)],
        };
        Experiment draft = (await experiments.CreateAsync(definition, request)).Current;
        shop.Clock.Advance(TimeSpan.FromHours(1));
        Experiment running = (await experiments.StartAsync(draft, request with { Id = "go" })).Current;
        shop.Clock.Advance(TimeSpan.FromHours(14));
        (await experiments.RecordDayAsync(running)).Should().Be(new DateOnly(2026, 3, 29));
        shop.Clock.Advance(TimeSpan.FromDays(3));
        await experiments.PauseAsync(running, request with { Id = "wait" });

        (HttpResponseMessage early, string text) = await shop.GetAsync("/reliability/experiment/button?at=2026-03-29T10:00Z");
        (early.StatusCode, text.Contains("before 2026-03-29T10:30Z", StringComparison.Ordinal))
            .Should().Be((HttpStatusCode.BadRequest, true));
        await ShowsAsync("2026-03-29T11:00Z", "Draft", "had not started");
        await ShowsAsync("2026-03-29T15:00Z", "Running", "the evidence of the day 2026-03-29");
        await ShowsAsync("2026-03-31T15:00Z", "Running", "No evidence is stored of this day");
        JsonElement now = await TwinAsync(shop, "/reliability/experiment/button.json");
        Text(now.GetProperty("experiment"), "state").Should().Be("Paused");
        (await TwinAsync(shop, "/reliability/dashboard.json?at=2026-03-29T15:00Z")).GetProperty("experiments").GetProperty("items")[0]
            .GetProperty("reason").GetString().Should().Contain("the evidence of the day 2026-03-29");
        (await TwinAsync(shop, "/reliability/dashboard.json?at=2026-03-29T09:00Z")).TryGetProperty("experiments", out _)
            .Should().BeFalse("there was none");

        async Task ShowsAsync(string at, string state, string says)
        {
            JsonElement then = await TwinAsync(shop, $"/reliability/experiment/button.json?at={at}");
            Text(then.GetProperty("experiment"), "state").Should().Be(state);
            then.GetProperty("past").GetProperty("limits")[0].GetString().Should().Contain(says);
            (await shop.PageAsync($"/reliability/experiment/button?at={at}")).Should().Contain(says).And.Contain("Show the present");
        }
    }

    private static Task<Shop> WritableAsync() => Shop.OpenAsync(
        map: app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapReliabilityDashboard("/reliability").AllowAnonymous();
            app.MapReliabilityWrites("/reliability", "sre");
        },
        services: AccessTests.Users);

    private static async Task<JsonElement> TwinAsync(Shop shop, string address) =>
        JsonDocument.Parse(await shop.PageAsync(address)).RootElement;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string Verdict(JsonElement twin, string service) =>
        Text(twin.GetProperty("services").EnumerateArray().Single(one => Text(one, "name") == service), "verdict");

    private static decimal Bad(JsonElement twin, string slo) => twin.GetProperty("objectives").GetProperty("items").EnumerateArray()
        .Single(one => Text(one, "name") == slo).GetProperty("bad").GetDecimal();
}
