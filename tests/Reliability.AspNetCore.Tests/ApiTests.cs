using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class ApiTests
{
    private const string Hostile = "<script>alert('x')</script>\"&";

    [Fact]
    public async Task Every_figure_of_an_objective_is_there_and_undefined_is_null_with_a_reason()
    {
        await using Site site = await StartAsync();
        site.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 9_990, bad: 5);
        await site.StatusAsync("checkout");

        JsonElement status = (await site.ReadAsync("/reliability/status/checkout")).Json;
        status.GetProperty("status").GetProperty("bad").GetDecimal().Should().Be(5);
        status.GetProperty("status").GetProperty("allowed").GetDecimal().Should().Be(9.995m);
        status.GetProperty("status").GetProperty("state").GetString().Should().Be("Healthy");
        status.GetProperty("burn").GetArrayLength().Should().Be(3);
        status.GetProperty("alerts")
            .EnumerateArray()
            .Should()
            .OnlyContain(alert => alert.GetProperty("explanation").GetString()!.Length > 10);
        status.GetProperty("forecast").GetProperty("outcome").GetString().Should().NotBeNullOrEmpty();

        site.Services.GetRequiredService<ReliabilityRecorder>().Latencies("search");
        await site.StatusAsync("search");
        JsonElement silent = (await site.ReadAsync("/reliability/status/search")).Json.GetProperty("status");
        silent.GetProperty("state").GetString().Should().Be("NoTraffic");
        silent.GetProperty("sli").ValueKind.Should().Be(JsonValueKind.Null);
        silent.GetProperty("reason").GetString().Should().NotBeNullOrEmpty();

        (await site.ReadAsync("/reliability/status")).Json.GetProperty("statuses").GetArrayLength().Should().Be(3);
        (await site.ReadAsync("/reliability/burn/checkout")).Json.GetProperty("burn")[0]
            .GetProperty("windowSeconds")
            .GetDouble()
            .Should()
            .Be(3600);
        (await site.ReadAsync("/reliability/alerts")).Json.GetProperty("alerts").GetArrayLength().Should().BeGreaterThan(0);
        (await site.ReadAsync("/reliability/history/checkout")).Json.GetProperty("episodes").GetArrayLength().Should().Be(0);
        (await site.ReadAsync("/reliability/health")).Json.GetProperty("flushed").GetInt64().Should().Be(9_995);
        JsonElement search = (await site.ReadAsync("/reliability/objectives/search")).Json;
        (search.GetProperty("indicator").GetString(),
            search.GetProperty("thresholdSeconds").GetDouble(),
            search.GetProperty("window").GetProperty("kind").GetString())
            .Should().Be(("Latency", 0.5, "Calendar"));
    }

    [Fact]
    public async Task A_history_says_since_when_each_rule_could_be_replayed()
    {
        TimeSpan threshold = TimeSpan.FromMilliseconds(500);
        AlertRule[] rules =
        [
            new QuantileAboveRule(0.5, threshold, TimeSpan.FromDays(3)),
            new QuantileAboveRule(0.5, threshold, TimeSpan.FromHours(2)),
            new PercentBelowRule(50, TimeSpan.FromHours(1)),
        ];
        await using Site site = await Site.StartAsync(
            r => r.AddSlo("search", s =>
            {
                s.Latency(threshold, 95m);
                foreach (AlertRule rule in rules)
                {
                    s.AlertWhen(rule);
                }
            }),
            app => app.MapReliability("/reliability").AllowAnonymous());
        DateTimeOffset twoDaysAgo = TimeProvider.System.GetUtcNow().AddDays(-2);
        site.Services.GetRequiredService<ReliabilityRecorder>().Latencies("search").Record(TimeSpan.FromSeconds(1), twoDaysAgo);
        await site.StatusAsync("search");

        JsonElement history = (await site.ReadAsync("/reliability/history/search")).Json;

        JsonElement[] replayed = [.. history.GetProperty("rules").EnumerateArray()];
        replayed.Select(one => one.GetProperty("rule").GetString()).Should().Equal(rules.Select(rule => rule.Name));
        replayed[0].GetProperty("since").ValueKind.Should().Be(JsonValueKind.Null, "distributions of minutes are kept for a day");
        replayed[1].GetProperty("since").GetDateTimeOffset().Should().BeCloseTo(
            history.GetProperty("end").GetDateTimeOffset().AddDays(-1).AddHours(2), TimeSpan.FromMinutes(2));
        replayed[2].GetProperty("since").GetString().Should().Be(history.GetProperty("start").GetString());
    }

    [Fact]
    public async Task The_gate_answers_409_while_it_blocks_and_200_when_somebody_overrides_it()
    {
        await using Site site = await StartAsync();
        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 10_000, bad: 0);
        await site.StatusAsync("checkout");
        (HttpStatusCode open, JsonElement allowed) = await site.ReadAsync("/reliability/gate/shop");
        open.Should().Be(HttpStatusCode.OK, allowed.ToString());

        recorder.Outcomes("checkout").Record(good: 0, bad: 500);
        await site.StatusAsync("checkout");
        (HttpStatusCode closed, JsonElement blocked) = await site.ReadAsync("/reliability/gate/shop");
        closed.Should().Be(HttpStatusCode.Conflict);
        blocked.GetProperty("verdict").GetString().Should().Be("Block");
        blocked.GetProperty("reasons")[0].GetProperty("code").GetString().Should().Be("BudgetExhausted");
        blocked.EnumerateObject().Select(property => property.Name).Should().Equal("service", "verdict", "asOf", "reasons", "override");
        (await site.ReadAsync("/reliability/gate/shop?evidence=true")).Json.GetProperty("evidence").GetArrayLength().Should().Be(2);

        await site.Services.GetRequiredService<IReleaseGate>().OverrideAsync(new GateOverride
        {
            Service = "shop",
            By = "ada",
            Reason = "the release holds the fix",
            ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1),
        });
        (HttpStatusCode overridden, JsonElement byAda) = await site.ReadAsync("/reliability/gate/shop");
        overridden.Should().Be(HttpStatusCode.OK);
        byAda.GetProperty("override").GetProperty("by").GetString().Should().Be("ada");
        byAda.GetProperty("reasons")[0].GetProperty("code").GetString().Should().Be("BudgetExhausted", "what was overridden stays visible");
    }

    [Fact]
    public async Task The_gate_prints_its_verdict_and_its_reasons_as_text_for_a_pipeline()
    {
        await using Site site = await StartAsync();
        site.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 9_500, bad: 500);
        await site.StatusAsync("checkout");

        using HttpResponseMessage blocked = await site.Client.GetAsync(new Uri("/reliability/gate/shop?format=text", UriKind.Relative));
        string text = await blocked.Content.ReadAsStringAsync();

        blocked.StatusCode.Should().Be(HttpStatusCode.Conflict);
        blocked.Content.Headers.ContentType!.ToString().Should().Be("text/plain; charset=utf-8");
        text.Should().StartWith("Block: shop at 20").And.EndWith("\n");
        text.Should().Contain(
            "\n- Block (BudgetExhausted of checkout): The budget is spent: 500 bad of 10000, and the target of 99.9 % allows 10.\n");

        await site.Services.GetRequiredService<IReleaseGate>().OverrideAsync(new GateOverride
        {
            Service = "shop",
            By = "ada",
            Reason = "the release holds the fix",
            ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1),
        });
        (await site.Client.GetStringAsync(new Uri("/reliability/gate/shop?format=text&evidence=false", UriKind.Relative)))
            .Should().StartWith("Allow: shop at ").And.MatchRegex("\nOverridden by ada until .*Z: the release holds the fix\n- Block ");
    }

    [Theory]
    [InlineData("/reliability/status/nope", HttpStatusCode.NotFound, "'checkout'")]
    [InlineData("/reliability/gate/nope", HttpStatusCode.NotFound, "'shop'")]
    [InlineData("/reliability/gate/shop?format=xml", HttpStatusCode.BadRequest, "format: 'xml' is not valid. The value must be 'text' or 'json'")]
    [InlineData("/reliability/gate/shop?evidence=1", HttpStatusCode.BadRequest, "evidence: '1' is not valid. The value must be 'true' or 'false'")]
    [InlineData("/reliability/gate/shop?evidence=true&format=text", HttpStatusCode.BadRequest, "Use evidence=false or format=json")]
    [InlineData("/reliability/history/checkout?from=yesterday", HttpStatusCode.BadRequest, "2026-03-01T12:00:00Z")]
    [InlineData("/reliability/history/checkout?from=0001-01-01&to=9999-12-31", HttpStatusCode.BadRequest, "at most 8 days")]
    [InlineData("/reliability/history/checkout?from=2026-03-02&to=2026-03-01", HttpStatusCode.BadRequest, "before it ends")]
    [InlineData("/reliability/history/checkout?to=0001-01-01", HttpStatusCode.BadRequest, "2000 or later")]
    [InlineData("/reliability/status/%0d%0aSet-Cookie:a=b", HttpStatusCode.NotFound, "No objective")]
    public async Task An_invalid_query_gets_a_problem_that_names_the_legal_values(string path, HttpStatusCode expected, string tells)
    {
        await using Site site = await StartAsync();
        (HttpStatusCode status, JsonElement json) = await site.ReadAsync(path);
        status.Should().Be(expected, json.ToString());
        (json.TryGetProperty("detail", out JsonElement detail) ? detail.GetString() : json.ToString()).Should().Contain(tells);
    }

    [Theory]
    [InlineData("/reliability/../reliability/status/..%2f..%2fetc")]
    [InlineData("/reliability/status/%00")]
    [InlineData("/reliability//status//checkout")]
    [InlineData("/reliability/status/checkout/x")]
    public async Task Tricks_with_paths_find_nothing(string path)
    {
        await using Site site = await StartAsync();
        ((int)await site.GetAsync(path)).Should().BeInRange(400, 404);
    }

    [Fact]
    public async Task A_name_of_ten_thousand_characters_is_rejected_and_not_repeated()
    {
        await using Site site = await StartAsync();
        foreach (string path in (string[])["/reliability/status/", "/reliability/gate/", "/reliability/history/checkout?from="])
        {
            using HttpResponseMessage response = await site.Client.GetAsync(new Uri(path + new string('a', 7_000), UriKind.Relative));
            ((int)response.StatusCode).Should().BeInRange(400, 414);
            (await response.Content.ReadAsStringAsync()).Length.Should().BeLessThan(1_000, path);
        }
    }

    [Fact]
    public async Task Hostile_names_are_harmless_in_JSON()
    {
        await using Site site = await StartAsync();
        string text = await site.Client.GetStringAsync(new Uri("/reliability/objectives", UriKind.Relative));
        text.Should().NotContain("<script>");
        JsonDocument.Parse(text).RootElement
            .GetProperty("objectives")
            .EnumerateArray()
            .Select(o => o.GetProperty("name").GetString())
            .Should()
            .Contain(Hostile);
        (await site.ReadAsync($"/reliability/status/{Uri.EscapeDataString(Hostile)}")).Status.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nothing_but_reading_is_served_and_nothing_is_cached()
    {
        await using Site site = await StartAsync();
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var request = new HttpRequestMessage(method, "/reliability/gate/shop")
            {
                Headers = { { "X-HTTP-Method-Override", "GET" } },
            };
            using HttpResponseMessage response = await site.Client.SendAsync(request);
            response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        }

        using var head = new HttpRequestMessage(HttpMethod.Head, "/reliability/objectives");
        using HttpResponseMessage read = await site.Client.SendAsync(head);
        read.StatusCode.Should().Be(HttpStatusCode.OK);
        read.Headers.CacheControl!.NoStore.Should().BeTrue();
        read.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
    }

    [Fact]
    public async Task A_store_that_is_away_is_503_without_its_secrets()
    {
        ISeriesStore series = Substitute.For<ISeriesStore>();
        var away = new StoreException("The store 'db-7.internal' cannot be reached.", isTransient: true);
        series.SummarizeAsync(default!, default).ThrowsForAnyArgs(away);
        series.ReadAsync(default(IReadOnlyList<SeriesQuery>)!, default).ThrowsForAnyArgs(away);
        await using Site site = await Site.StartAsync(
            r =>
            {
                r.AddSlo("checkout", s => s.Availability(99.9m));
                r.SetService(series);
            },
            app => app.MapReliability("/reliability").AllowAnonymous());
        (HttpStatusCode status, JsonElement json) = await site.ReadAsync("/reliability/status/checkout");
        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        json.ToString().Should().NotContain("db-7.internal");
    }

    [Fact]
    public async Task OpenAPI_lists_every_endpoint_with_what_it_answers()
    {
        await using Site site = await Site.StartAsync(
            Objectives,
            app =>
            {
                app.MapReliability("/reliability").AllowAnonymous();
                app.MapOpenApi();
            },
            services: services => services.AddOpenApi());
        JsonElement paths = (await site.ReadAsync("/openapi/v1.json")).Json.GetProperty("paths");
        paths.EnumerateObject().Select(path => path.Name).Should().BeEquivalentTo(
            "/reliability/objectives", "/reliability/objectives/{slo}", "/reliability/status", "/reliability/status/{slo}",
            "/reliability/burn/{slo}",
            "/reliability/alerts", "/reliability/alerts/transitions/{service}",
            "/reliability/alerts/undelivered", "/reliability/alerts/conflicts", "/reliability/alerts/orphaned/{service}",
            "/reliability/jobs", "/reliability/feeds", "/reliability/history/{slo}", "/reliability/gate/{service}",
            "/reliability/gate/{service}/overrides",
            "/reliability/ledger/{service}", "/reliability/policies", "/reliability/replay/{slo}", "/reliability/health",
            "/reliability/experiments", "/reliability/experiments/{key}", "/reliability/experiments/{key}/report",
            "/reliability/experiments/{key}/history", "/reliability/metrics", "/reliability/metrics/{name}/trend",
            "/reliability/metrics/shifts", "/reliability/metrics/{name}/shifts",
            "/reliability/deployments", "/reliability/deployments/{id}", "/reliability/deployments/{id}/incidents",
            "/reliability/debt", "/reliability/debt/{id}", "/reliability/debt/{id}/history", "/reliability/debt/report",
            "/reliability/incidents", "/reliability/incidents/open", "/reliability/incidents/report", "/reliability/incidents/{id}",
            "/reliability/incidents/quality", "/reliability/improvement", "/reliability/improvement/comparison", "/reliability/actions",
            "/reliability/postmortems", "/reliability/postmortems/required", "/reliability/postmortems/{service}/{incident}",
            "/reliability/postmortems/{service}/{incident}/plan");
        JsonElement gate = paths.GetProperty("/reliability/gate/{service}").GetProperty("get");
        gate.GetProperty("summary").GetString().Should().Contain("409");
        gate.GetProperty("responses").EnumerateObject().Select(r => r.Name).Should().BeEquivalentTo("200", "400", "404", "409", "503");
    }

    private static Task<Site> StartAsync() => Site.StartAsync(Objectives, app => app.MapReliability("/reliability").AllowAnonymous());

    private static void Objectives(ReliabilityBuilder r) => r
        .AddSlo("checkout", s => s.Availability(99.9m).OfService("shop").AlertOnBurnRate())
        .AddSlo(
            "search",
            s => s.Latency(TimeSpan.FromMilliseconds(500), 95m).OfService("shop").OverCalendar(CalendarPeriod.Month, "Europe/Berlin"))
        .AddSlo(Hostile, s => s.Availability(99m).OfService(Hostile));
}
