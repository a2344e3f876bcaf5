using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class WriteTests
{
    private const string Hostile = "<script>alert('x')</script>\"&";
    private const string Writer = "ada;sre";
    private static readonly string Soon = TimeProvider.System.GetUtcNow().AddHours(1).ToString("O");

    [Fact]
    public async Task An_override_opens_the_gate_names_who_was_authenticated_and_can_be_taken_back()
    {
        await using Site site = await StartAsync();
        await SpendAsync(site);
        (await site.ReadAsync("/reliability/gate/shop")).Status.Should().Be(HttpStatusCode.Conflict);

        (HttpStatusCode made, JsonElement entry) = await PostAsync(
            site, "gate/shop/overrides", $$"""{"reason":"the fix","expiresAt":"{{Soon}}","id":"fix-1"}""");
        made.Should().Be(HttpStatusCode.Created, entry.ToString());
        (entry.GetProperty("by").GetString(), entry.GetProperty("kind").GetString(), entry.GetProperty("id").GetString())
            .Should().Be(("ada", "Override", "fix-1"));
        (await site.ReadAsync("/reliability/gate/shop")).Status.Should().Be(HttpStatusCode.OK);

        (await PostAsync(site, "gate/shop/overrides/fix-1/revocation", """{"reason":"it was not"}""", "bob;sre")).Status.Should().Be(HttpStatusCode.Created);
        (await site.ReadAsync("/reliability/gate/shop")).Status.Should().Be(HttpStatusCode.Conflict);
        (await site.ReadAsync("/reliability/gate/shop/overrides")).Json.GetProperty("entries").EnumerateArray()
            .Select(one => $"{one.GetProperty("kind").GetString()} by {one.GetProperty("by").GetString()}")
            .Should().Equal("Override by ada", "Revocation by bob");
    }

    [Fact]
    public async Task The_ledger_is_written_read_and_replayed()
    {
        await using Site site = await StartAsync();
        await SpendAsync(site);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        (HttpStatusCode made, JsonElement adjusted) = await PostAsync(
            site,
            "ledger/adjustments",
            $$"""{"slo":"checkout","at":"{{now.AddMinutes(-1):O}}","bad":-400,"reason":"a drill"}""");
        made.Should().Be(HttpStatusCode.Created, adjusted.ToString());
        JsonElement status = (await site.ReadAsync("/reliability/status/checkout")).Json.GetProperty("status");
        (status.GetProperty("bad").GetDecimal(), status.GetProperty("ledger").GetProperty("bad").GetDecimal()).Should().Be((100, -400));
        (await site.ReadAsync("/reliability/replay/checkout?knownAt=2020-01-01")).Json.GetProperty("bad").GetDecimal().Should().Be(500);

        (await PostAsync(
            site,
            "ledger/exclusions",
            $$"""{"service":"shop","from":"{{now.AddMinutes(-5):O}}","to":"{{now.AddMinutes(5):O}}","reason":"a move"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await site.ReadAsync("/reliability/status/checkout")).Json
            .GetProperty("status")
            .GetProperty("ledger")
            .GetProperty("excludedSeconds")
            .GetDouble()
            .Should()
            .BeGreaterThan(0);
        (await PostAsync(site, "ledger/resets", $$"""{"slo":"checkout","at":"{{now.AddMinutes(-1):O}}","reason":"anew"}""")).Status.Should().Be(HttpStatusCode.Created);
        (await PostAsync(
            site,
            $"ledger/shop/entries/{adjusted.GetProperty("id").GetString()}/revocation",
            """{"reason":"no drill"}""")).Status.Should().Be(HttpStatusCode.Created);

        (await site.ReadAsync("/reliability/ledger/shop")).Json.GetProperty("entries").EnumerateArray().Select(one =>
            one.GetProperty("kind").GetString())
            .Where(kind => kind != "Definition").Should().Equal("Adjustment", "Exclusion", "Reset", "Revocation");
        (await site.ReadAsync("/reliability/ledger/shop?knownAt=2020-01-01")).Json.GetProperty("entries").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task A_recurring_exclusion_that_this_process_cannot_work_out_says_what_to_add()
    {
        await using Site site = await StartAsync();
        IServiceProvider services = site.Services;
        IRecurrenceExpander daily = Substitute.For<IRecurrenceExpander>();
        daily.Expand(default!, default).ReturnsForAnyArgs(call => [call.Arg<TimeRange>()]);
        var elsewhere = new BudgetLedger(
            services.GetRequiredService<ISeriesStore>(),
            services.GetRequiredService<IDocumentStore>(),
            services.GetRequiredService<IEventLog>(),
            services.GetRequiredService<IErrorBudgets>().Objectives,
            expander: daily);
        await elsewhere.ExcludeAsync(new BudgetExclusion
        {
            Slo = "checkout",
            By = "ada",
            Reason = "nights",
            Recurrence = new Recurrence
            {
                Rule = "FREQ=DAILY",
                Start = TimeProvider.System.GetUtcNow().Date,
                Duration = TimeSpan.FromHours(1),
            },
        });
        await services.GetRequiredService<IBudgetLedger>().GetEntriesAsync("shop");
        (HttpStatusCode status, JsonElement json) = await site.ReadAsync("/reliability/status/checkout");
        (status, json.GetProperty("detail").GetString()!.Contains("UseRecurrence()", StringComparison.Ordinal))
            .Should()
            .Be((HttpStatusCode.InternalServerError, true));
    }

    [Fact]
    public async Task A_policy_and_where_it_stands_can_be_read()
    {
        await using Site site = await StartAsync();
        JsonElement policy = (await site.ReadAsync("/reliability/policies")).Json.GetProperty("policies")[0];
        (policy.GetProperty("name").GetString(),
            policy.GetProperty("actsAt").GetDecimal(),
            policy.GetProperty("freezesReleases").GetBoolean(),
            policy.GetProperty("alert").ValueKind)
            .Should().Be(("freeze", 0.1m, true, JsonValueKind.Null));
        await SpendAsync(site);
        await site.JudgeAsync();
        (await site.ReadAsync("/reliability/policies")).Json.GetProperty("policies")[0]
            .GetProperty("alert")
            .GetProperty("state")
            .GetString()
            .Should()
            .Be("Firing");
        (await site.ReadAsync("/reliability/gate/shop")).Json
            .GetProperty("reasons")
            .EnumerateArray()
            .Select(one => one.GetProperty("code").GetString())
            .Should()
            .Contain("PolicyFreeze");
    }

    [Fact]
    public async Task Who_is_not_authenticated_or_not_allowed_changes_nothing()
    {
        await using Site site = await StartAsync();
        string body = $$"""{"reason":"please","expiresAt":"{{Soon}}"}""";
        (await PostAsync(site, "gate/shop/overrides", body, user: "")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await PostAsync(site, "gate/shop/overrides", body, user: "eve")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await PostAsync(site, "gate/shop/overrides", body, user: "eve;guest")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await PostAsync(site, "gate/shop/overrides", body, user: ";sre")).Status
            .Should()
            .Be(HttpStatusCode.Forbidden, "somebody without a name cannot stand in an audit history");
        (await site.ReadAsync("/reliability/gate/shop/overrides")).Json.GetProperty("entries").GetArrayLength().Should().Be(0);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_changes_nothing(string header, string value)
    {
        await using Site site = await StartAsync();
        (await PostAsync(site, "gate/shop/overrides", $$"""{"reason":"please","expiresAt":"{{Soon}}"}""", headers: (header, value))).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_page_of_the_same_site_may()
    {
        await using Site site = await StartAsync();
        string body = $$"""{"reason":"please","expiresAt":"{{Soon}}"}""";
        (await PostAsync(
            site,
            "gate/shop/overrides",
            body,
            headers: ("Origin", site.Client.BaseAddress!.GetLeftPart(UriPartial.Authority)))).Status.Should().Be(HttpStatusCode.Created);
        (await PostAsync(site, "gate/shop/overrides", body, headers: ("Sec-Fetch-Site", "same-origin"))).Status
            .Should().Be(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    public async Task What_a_form_can_send_is_not_taken(string type)
    {
        await using Site site = await StartAsync();
        (await PostAsync(site, "gate/shop/overrides", $$"""{"reason":"please","expiresAt":"{{Soon}}"}""", type: type)).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("gate/shop/overrides", """{"reason":"r","expiresAt":"SOON","by":"eve"}""", 400, "'by'")]
    [InlineData("gate/shop/overrides", """{"reason":"r"}""", 400, "expiresAt")]
    [InlineData("gate/shop/overrides", """{"reason":"r","reason":"s","expiresAt":"SOON"}""", 400, "cannot be read")]
    [InlineData("gate/shop/overrides", "null", 400, "null")]
    [InlineData("gate/shop/overrides", "[]", 400, "cannot be read")]
    [InlineData("gate/shop/overrides", "", 400, "cannot be read")]
    [InlineData("gate/shop/overrides", """{"reason":"r","expiresAt":"9999-01-01T00:00:00Z"}""", 400, "at most 7d later")]
    [InlineData("gate/shop/overrides", """{"reason":"line\r\nInjected: yes","expiresAt":"SOON"}""", 400, "U+000D")]
    [InlineData("gate/shop/overrides", """{"reason":"  ","expiresAt":"SOON"}""", 400, "1 to 1000 characters")]
    [InlineData("gate/nope/overrides", """{"reason":"r","expiresAt":"SOON"}""", 404, "'nope'")]
    [InlineData("gate/shop/overrides/nope/revocation", """{"reason":"r"}""", 404, "'nope'")]
    [InlineData("ledger/adjustments", """{"slo":"nope","at":"2026-01-01T00:00:00Z","reason":"r","bad":1}""", 404, "'nope'")]
    [InlineData("ledger/adjustments", """{"slo":"checkout","at":"1970-01-01T00:00:00Z","reason":"r","bad":1}""", 400, "to now")]
    [InlineData("ledger/adjustments", """{"slo":"checkout","at":"SOON","reason":"r","bad":1e40}""", 400, "cannot be read")]
    [InlineData("gate/shop/overrides", """{"expiresAt":5}""", 400, "The body cannot be read: expiresAt: 5 is not valid. The value must be a time")]
    [InlineData("gate/shop/overrides", """{"Reason":["r"]}""", 400, "reason: [\"r\"] is not valid. The value must be text.")]
    [InlineData("gate/shop/overrides", """{"id":"x"}""", 400, "The body has no reason, expiresAt.")]
    [InlineData("gate/shop/overrides", """{"reason":"r","by":"eve"}""", 400, "No field is named 'by'. Declared are: 'id', 'reason', 'expiresAt'.")]
    [InlineData("ledger/adjustments", """{"bad":"many"}""", 400, "bad: \"many\" is not valid. The value must be a number.")]
    [InlineData("ledger/exclusions", """{"recurrence":{"rule":1}}""", 400, "recurrence.rule: 1 is not valid. The value must be text.")]
    [InlineData("ledger/exclusions", """{"recurrence":{"start":"2026-01-01T00:00:00"}}""", 400, "The body has no recurrence.rule, recurrence.durationSeconds.")]
    [InlineData("ledger/exclusions", """{"recurrence":"daily"}""", 400, "recurrence: \"daily\" is not valid. The value must be an object.")]
    [InlineData("ledger/exclusions", """{"slo":"checkout","reason":"r"}""", 400, "either from and to, or a recurrence")]
    [InlineData(
        "ledger/exclusions",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"FREQ=SECONDLY","start":"2026-01-01T00:00:00","durationSeconds":1e300}}""",
        400,
        "whole minutes")]
    [InlineData(
        "ledger/exclusions",
        """{"slo":"checkout","reason":"r","recurrence":{"rule":"FREQ=DAILY","start":"TODAY","durationSeconds":60}}""",
        400,
        "UseRecurrence()")]
    [InlineData("ledger/resets", """{"slo":"checkout","at":"9999-01-01T00:00:00Z","reason":"r"}""", 400, "to now")]
    [InlineData("ledger/shop/entries/nope/revocation", """{"reason":"r"}""", 404, "'nope'")]
    [InlineData("ledger/%0d%0ashop/entries/x/revocation", """{"reason":"r"}""", 404, "No objective belongs to a service")]
    public async Task What_is_not_legal_is_reported_and_changes_nothing(string path, string body, int status, string tells)
    {
        await using Site site = await StartAsync();
        body = body.Replace("SOON", Soon, StringComparison.Ordinal)
            .Replace(
                "TODAY",
                TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:00:00", System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal);
        (HttpStatusCode answer, JsonElement json) = await PostAsync(site, path, body);
        ((int)answer).Should().Be(status, json.ToString());
        json.GetProperty("detail").GetString().Should().Contain(tells)
            .And.NotContainAny("System.", "Request'", "Parameter", "JSON value", "Path: $", "Actual value", "Int32");
        (await site.ReadAsync("/reliability/gate/shop/overrides")).Json.GetProperty("entries").GetArrayLength().Should().Be(0);
        (await site.ReadAsync("/reliability/ledger/shop")).Json
            .GetProperty("entries")
            .EnumerateArray()
            .Should()
            .NotContain(one => one.GetProperty("kind").GetString() != "Definition");
    }

    [Fact]
    public async Task A_body_of_a_megabyte_is_rejected()
    {
        await using Site site = await StartAsync();
        (HttpStatusCode status, _) = await PostAsync(
            site,
            "gate/shop/overrides",
            $$"""{"reason":"{{new string('x', 1_000_000)}}","expiresAt":"{{Soon}}"}""");
        status.Should().BeOneOf(HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Hostile_names_are_harmless_wherever_they_are_written()
    {
        await using Site site = await StartAsync();
        string service = Uri.EscapeDataString(Hostile);
        (HttpStatusCode status, JsonElement json) = await PostAsync(
            site,
            $"gate/{service}/overrides",
            JsonSerializer.Serialize(new Dictionary<string, string> { ["reason"] = Hostile, ["expiresAt"] = Soon }));
        (status, json.GetProperty("reason").GetString()).Should().Be((HttpStatusCode.Created, Hostile));
        (await site.Client.GetStringAsync(new Uri($"/reliability/gate/{service}/overrides", UriKind.Relative)))
            .Should()
            .NotContain("<script>");
    }

    [Fact]
    public async Task Without_the_opt_in_nothing_is_written_and_other_methods_never_are()
    {
        await using Site site = await StartAsync(writes: false);
        (await PostAsync(site, "gate/shop/overrides", "{}")).Status.Should().Be(HttpStatusCode.MethodNotAllowed);
        (await PostAsync(site, "ledger/adjustments", "{}")).Status
            .Should()
            .BeOneOf(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);

        await using Site open = await StartAsync();
        foreach (HttpMethod method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var request = new HttpRequestMessage(method, "/reliability/gate/shop/overrides")
            {
                Headers = { { "X-Test-User", Writer }, { "X-HTTP-Method-Override", "POST" } },
            };
            using HttpResponseMessage response = await open.Client.SendAsync(request);
            response.StatusCode.Should().Be(HttpStatusCode.MethodNotAllowed);
        }
    }

    [Fact]
    public async Task A_policy_that_does_not_exist_or_anonymous_callers_stop_the_start()
    {
        await Start(app => app.MapReliabilityWrites("/reliability", "nobody"))
            .WithMessageAsync("*names the policy 'nobody', and no policy has this name*AddPolicy*");
        await Start(app => app.MapReliabilityWrites("/reliability", "writers").AllowAnonymous())
            .WithMessageAsync("*caller of a change must be known*");
        await Start(app => app.MapGroup("/").AllowAnonymous().MapReliabilityWrites("/reliability", "writers"))
            .WithMessageAsync("*caller of a change must be known*");
        await FluentActions.Awaiting(async () =>
            await (await Site.StartAsync(_ => { }, app => app.MapReliabilityWrites("/reliability", "writers"))).DisposeAsync())
            .WithMessageAsync("*authorization*");

        static Func<Task> Start(Action<WebApplication> map) =>
            async () => await (await Site.StartAsync(_ => { }, map, services: Users)).DisposeAsync();
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(
        Site site,
        string path,
        string body,
        string user = Writer,
        string type = "application/json",
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reliability/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        if (user.Length > 0)
        {
            request.Headers.Add("X-Test-User", user);
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using HttpResponseMessage response = await site.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    private static async Task SpendAsync(Site site)
    {
        site.Services.GetRequiredService<ReliabilityRecorder>().Outcomes("checkout").Record(good: 500, bad: 500);
        await site.StatusAsync("checkout");
    }

    private static Task<Site> StartAsync(bool writes = true) => Site.StartAsync(
        Objectives,
        app =>
        {
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapReliability("/reliability").AllowAnonymous();
            if (writes)
            {
                app.MapReliabilityWrites("/reliability", "writers");
            }
        },
        services: Users);

    internal static void Objectives(ReliabilityBuilder r) => r
        .AddSlo("checkout", s => s.Availability(99.9m).OfService("shop"))
        .AddPolicy(new BudgetPolicy("freeze", "checkout", actsAt: 0.1m) { FreezesReleases = true })
        .AddSlo(Hostile, s => s.Availability(99m).OfService(Hostile));

    internal static void Users(IServiceCollection services)
    {
        services.AddAuthorizationBuilder().AddPolicy("writers", policy => policy.RequireRole("sre"));
        services.AddAuthentication(HeaderUserHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
    }
}
