using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Dashboard.Tests;

public sealed class TrendTests
{
    [Fact]
    public async Task The_overview_shows_what_degrades_first_and_says_what_nothing_feeds()
    {
        await using Shop shop = await OpenAsync();
        JsonElement trends = (await TwinAsync(shop, "/reliability/dashboard.json")).GetProperty("trends");
        JsonElement[] items = [.. trends.GetProperty("items").EnumerateArray()];
        items.Select(one => Text(one, "metric")).Should().StartWith("checkout.latency").And.HaveCount(5).And.EndWith("queue");
        (Text(items[0], "verdict"), Text(items[0], "figure"), Text(items[0], "unit")).Should().Be(("Degrading", "p95", "s"));
        items[0].GetProperty("days").GetArrayLength().Should().Be(90);
        items[0].GetProperty("shiftDays").EnumerateArray().Select(one => one.GetInt32()).Should().Equal(30, 60);
        Text(items[0].GetProperty("lastShift").GetProperty("markers")[0], "text").Should().Be("deployment 4.7.1");
        items[0].GetProperty("feedProblem").ValueKind.Should().Be(JsonValueKind.Null);
        (Text(items[4], "verdict"), items[4].GetProperty("value").ValueKind).Should().Be(("InsufficientData", JsonValueKind.Null));
        Text(items[4], "feedProblem").Should().StartWith("Nothing feeds this metric in this process");

        string page = await shop.PageAsync("/reliability/");
        page.Should().Contain("The metric checkout.latency is degrading: p95 rose ").And.Contain("href=\"./trend/checkout~2Elatency\"")
            .And.Contain("means of 3, with shifts").And.Contain("Nothing feeds this metric in this process");
    }

    [Fact]
    public async Task The_page_shows_the_course_the_shifts_the_seasons_and_why()
    {
        await using Shop shop = await OpenAsync();
        string page = await shop.PageAsync(ShopTrend.Address);
        JsonElement twin = await TwinAsync(shop, ShopTrend.Address + ".json");
        twin.GetProperty("points").GetArrayLength().Should().Be(90);
        twin.GetProperty("shifts").EnumerateArray().Select(one => one.GetProperty("at").GetDateTimeOffset()).Should().Equal(
            ShopTrend.First.AddDays(30), ShopTrend.First.AddDays(60));
        twin.GetProperty("outliers")[0].GetProperty("at").GetDateTimeOffset().Should().Be(ShopTrend.First.AddDays(75));
        twin.GetProperty("seasons").EnumerateArray().Select(one => one.GetProperty("detected").GetBoolean()).Should().Equal(true, true);
        twin.GetProperty("seasons")[0].GetProperty("phases").EnumerateArray().Select(one => Text(one, "label"))
            .Should().Equal("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
        page.Should().Contain("Degrading: p95 rose ").And.Contain("How long a customer waits.")
            .And.Contain("id=\"chart-trend\"").And.Contain("class=\"within\"").And.Contain("at the same time as deployment 4.7.1")
            .And.Contain("id=\"chart-season-0\"").And.Contain("id=\"chart-season-1\"")
            .And.Contain("Mann and Kendall&#39;s test, corrected for autocorrelation, on 90 days")
            .And.Contain("a change matters from 5 %");
    }

    [Fact]
    public async Task The_robust_line_and_its_band_pass_the_ends_that_the_tile_names()
    {
        await using Shop shop = await OpenAsync();
        JsonElement twin = await TwinAsync(shop, ShopTrend.Address + ".json");
        JsonElement[] points = [.. twin.GetProperty("points").EnumerateArray()];
        Number(points[0], "line").Should().BeApproximately(Number(twin, "start"), 1e-6);
        Number(points[^1], "line").Should().BeApproximately(Number(twin, "end"), 1e-6);
        points.Should().OnlyContain(
            point => Number(point, "low") <= Number(point, "line") + 1e-6 && Number(point, "line") <= Number(point, "high") + 1e-6);
        double days = points.Length - 1;
        ((Number(points[^1], "high") - Number(points[0], "low")) / days).Should().BeApproximately(Number(twin, "slopeHigh"), 1e-6);
        ((Number(points[^1], "low") - Number(points[0], "high")) / days).Should().BeApproximately(Number(twin, "slopeLow"), 1e-6);
    }

    [Fact]
    public async Task A_lasting_step_that_decides_the_verdict_is_the_change_and_is_in_the_reasons()
    {
        await using Shop shop = await Shop.OpenAsync(reliability => reliability.AddMetric(
            "any", m => m.Unit("s").LowerIsBetter().ForService("shop")));
        var recorder = (Recording.ReliabilityRecorder)shop.Site.Services.GetService(typeof(Recording.ReliabilityRecorder))!;
        var random = new Random(11);
        for (int day = 0; day < 90; day++)
        {
            double level = (day >= 80 ? 0.3 : 0.2) + (0.004 * (random.NextDouble() - 0.5));
            recorder.Metric("any").Record(level, ShopTrend.First.AddDays(day).AddHours(12));
        }

        await recorder.FlushAsync();
        JsonElement twin = await TwinAsync(shop, "/reliability/trend/any.json");
        twin.GetProperty("decidedByLevels").GetBoolean().Should().BeTrue();
        Text(twin.GetProperty("trend"), "verdict").Should().Be("Degrading");
        Number(twin.GetProperty("trend"), "change").Should().BeApproximately(0.5, 0.02);
        (Number(twin, "start"), Number(twin, "end")).Should().Match<(double Start, double End)>(
            ends => Math.Abs(ends.Start - 0.2) < 0.002 && Math.Abs(ends.End - 0.3) < 0.004);
        string page = await shop.PageAsync("/reliability/trend/any");
        page.Should().Contain(", the levels around the lasting shifts").And.MatchRegex(
            "Over its lasting shifts, the level changed by [0-9.]+ %. This decides the verdict, because the trend does not");
    }

    [Fact]
    public async Task A_day_without_values_is_a_gap()
    {
        await using Shop shop = await Shop.OpenAsync();
        var recorder = (Recording.ReliabilityRecorder)shop.Site.Services.GetService(typeof(Recording.ReliabilityRecorder))!;
        recorder.Outcomes("mail").Record(good: 10, bad: 0, Shop.Now.AddDays(-40));
        await recorder.FlushAsync();
        JsonElement[] points =
        [
            .. (await TwinAsync(shop, "/reliability/trend/mail.json")).GetProperty("points").EnumerateArray(),
        ];
        points.Should().HaveCount(40);
        points.Count(one => one.GetProperty("value").ValueKind == JsonValueKind.Null).Should().Be(10);
        points[1].GetProperty("at").GetDateTimeOffset().Should().Be(new DateTimeOffset(2026, 2, 18, 0, 0, 0, TimeSpan.Zero));
        (await shop.PageAsync("/reliability/trend/mail")).Should().Contain("Not measured");
    }

    [Fact]
    public async Task Trends_are_computed_once_an_hour_and_say_when()
    {
        await using Shop shop = await OpenAsync();
        DateTimeOffset first = await ComputedAsync("/reliability/dashboard.json", "trends");
        first.Should().Be(Shop.Now);
        (await ComputedAsync(ShopTrend.Address + ".json", null)).Should().Be(Shop.Now);
        shop.Clock.Advance(TimeSpan.FromMinutes(59));
        (await ComputedAsync("/reliability/dashboard.json", "trends")).Should().Be(first);
        (await ComputedAsync(ShopTrend.Address + ".json", null)).Should().Be(first);
        (await TwinAsync(shop, ShopTrend.Address + ".json")).GetProperty("asOf").GetDateTimeOffset().Should().Be(first.AddMinutes(59));
        shop.Clock.Advance(TimeSpan.FromMinutes(1));
        (await ComputedAsync("/reliability/dashboard.json", "trends")).Should().Be(first.AddHours(1));
        (await ComputedAsync(ShopTrend.Address + ".json", null)).Should().Be(first.AddHours(1));

        async Task<DateTimeOffset> ComputedAsync(string twin, string? section)
        {
            JsonElement json = await TwinAsync(shop, twin);
            return (section is null ? json : json.GetProperty(section)).GetProperty("computedAt").GetDateTimeOffset();
        }
    }

    [Fact]
    public async Task Trends_that_are_kept_do_not_hide_that_the_store_is_away()
    {
        await using Shop shop = await OpenAsync();
        string before = await shop.PageAsync("/reliability/");
        shop.Store.Controls[StorageRoles.Series].IsDown = true;
        shop.Clock.Advance(TimeSpan.FromMinutes(3));
        string after = await shop.PageAsync("/reliability/");
        after.Should().Contain("The store cannot be read now").And.Contain("2026-03-29 10:30").And.Contain("id=\"trends\"");
        before.Should().NotContain("The store cannot be read now");
    }

    [Fact]
    public async Task The_past_shows_the_days_before_it()
    {
        await using Shop shop = await OpenAsync();
        string at = "?at=2026-02-20T12:00Z";
        JsonElement then = await TwinAsync(shop, ShopTrend.Address + ".json" + at);
        then.GetProperty("points").EnumerateArray().Last().GetProperty("at").GetDateTimeOffset().Should().Be(
            new DateTimeOffset(2026, 2, 19, 0, 0, 0, TimeSpan.Zero));
        Text(then.GetProperty("past").GetProperty("limits")[0]).Should().StartWith("Trends are those of the days before that time");
        (await shop.PageAsync(ShopTrend.Address + at)).Should().Contain("This is a past state");
        JsonElement overview = await TwinAsync(shop, "/reliability/dashboard.json?at=2026-03-20T12:00Z");
        overview.GetProperty("trends").GetProperty("computedAt").GetDateTimeOffset().Should().Be(
            new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero));
        overview.GetProperty("past").GetProperty("limits").EnumerateArray().Select(Text)
            .Should().Contain(one => one.StartsWith("Trends are", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_have_pages_of_fifty()
    {
        await using Shop shop = await Shop.OpenAsync(reliability =>
        {
            for (int i = 0; i < 60; i++)
            {
                reliability.AddMetric($"metric-{i:00}", m => m.ForService("shop"));
            }
        });
        JsonElement first = (await TwinAsync(shop, "/reliability/dashboard.json")).GetProperty("trends");
        JsonElement second = (await TwinAsync(shop, "/reliability/dashboard.json?trends=2")).GetProperty("trends");
        (first.GetProperty("total").GetInt32(), first.GetProperty("pages").GetInt32()).Should().Be((63, 2));
        first.GetProperty("items").GetArrayLength().Should().Be(50);
        second.GetProperty("items").EnumerateArray().Concat(first.GetProperty("items").EnumerateArray())
            .Select(one => Text(one, "metric")).Should().OnlyHaveUniqueItems().And.HaveCount(63);
        (await shop.PageAsync("/reliability/")).Should().Contain("href=\"./?sort=worst&amp;trends=2\"");
        (await shop.GetAsync("/reliability/?trends=0")).Response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_unknown_metric_is_not_found_and_one_of_another_service_is_forbidden()
    {
        await using Shop shop = await Shop.OpenAsync(
            ShopTrend.Declare,
            map: app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliabilityDashboard("/reliability").RequireAuthorization("sre").RequireServiceAuthorization("own");
            },
            services: AccessTests.UsersOfMailer);
        (string, string) ada = ("X-Test-User", "ada;sre");
        (HttpResponseMessage response, string text) = await shop.GetAsync("/reliability/trend/nothing", ada);
        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        text.Should().Contain("No metric has this name").And.NotContain("nothing");
        foreach (string address in (string[])[ShopTrend.Address, ShopTrend.Address + ".json"])
        {
            (response, text) = await shop.GetAsync(address, ada);
            response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
            text.Should().Contain("You are not authorized for the service of this metric.");
        }

        (await shop.GetAsync("/reliability/trend/queue", ada)).Response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await shop.GetAsync("/reliability/dashboard.json", ada)).Text.Should().Contain("queue").And.NotContain("checkout");
    }

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("\" autofocus onfocus=\"alert(1)")]
    [InlineData("javascript:alert(1)")]
    [InlineData("a/b%2fc.json")]
    [InlineData("..")]
    [InlineData("\u202Egnp.exe")]
    public async Task A_hostile_name_and_a_hostile_marker_are_texts(string name)
    {
        await using Shop shop = await Shop.OpenAsync(reliability => ShopTrend.Declare(reliability, name, name));
        await ShopTrend.RecordAsync(shop, name);
        string address = "/reliability/trend/" + PathSegment.Of(name);
        foreach (string path in (string[])["/reliability/", address])
        {
            string page = await shop.PageAsync(path);
            page.Should().NotContain("<script>").And.NotContain("=\"javascript:").And.NotContain("\" autofocus")
                .And.Contain(WebUtility.HtmlEncode(name).Replace("&#8238;", "\u202E", StringComparison.Ordinal));
        }

        JsonElement twin = await TwinAsync(shop, address + ".json");
        Text(twin.GetProperty("trend"), "metric").Should().Be(name);
        Text(twin.GetProperty("shifts")[1].GetProperty("markers")[0], "text").Should().Be(name);
    }

    [Theory]
    [InlineData(1e90)]
    [InlineData(-1e17)]
    [InlineData(1e-90)]
    public async Task Values_that_no_axis_has_room_for_are_in_the_table(double scale)
    {
        await using Shop shop = await Shop.OpenAsync(reliability => reliability.AddMetric("any", m => m.ForService("shop")));
        var recorder = (Recording.ReliabilityRecorder)shop.Site.Services.GetService(typeof(Recording.ReliabilityRecorder))!;
        for (int day = 1; day <= 20; day++)
        {
            recorder.Metric("any").Record(scale * (1 + (day % 3)), Shop.Now.AddDays(-day));
        }

        await recorder.FlushAsync();
        (await shop.PageAsync("/reliability/")).Should().Contain("id=\"trends\"");
        (await shop.PageAsync("/reliability/trend/any")).Should().Contain("id=\"days\"").And.NotContain("NaN");
    }

    private static async Task<Shop> OpenAsync()
    {
        Shop shop = await Shop.OpenAsync(ShopTrend.Declare);
        await ShopTrend.RecordAsync(shop);
        return shop;
    }

    private static async Task<JsonElement> TwinAsync(Shop shop, string path) => JsonDocument.Parse(await shop.PageAsync(path)).RootElement;

    private static string? Text(JsonElement json) => json.GetString();

    private static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();

    private static double Number(JsonElement json, string property) => json.GetProperty(property).GetDouble();
}
