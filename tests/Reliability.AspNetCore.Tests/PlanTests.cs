using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Experiments;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>A plan says what the change with the same body does, to the same callers, and changes nothing.</summary>
public sealed class PlanTests
{
    private static readonly string _now = TimeProvider.System.GetUtcNow().AddSeconds(-1).ToString("O");
    private static readonly string _soon = TimeProvider.System.GetUtcNow().AddHours(1).ToString("O");

    [Fact]
    public async Task A_plan_of_an_adjustment_shows_budget_and_gate_before_and_after_and_the_change_does_just_that()
    {
        await using Site site = await StartAsync();
        string body = $$"""{"slo":"checkout","at":"{{_now}}","bad":-500,"good":500,"reason":"a test run","id":"a-1"}""";
        (HttpStatusCode status, JsonElement plan) = await PostAsync(site, "ledger/adjustments/plan", body);
        status.Should().Be(HttpStatusCode.OK, plan.ToString());
        JsonElement budget = plan.GetProperty("budgets").EnumerateArray().Single();
        (Text(budget, "slo"), Text(budget, "stateBefore"), Text(budget, "stateAfter"))
            .Should().Be(("checkout", "Exhausted", "Healthy"));
        budget.GetProperty("remainingAfter").GetDecimal().Should().Be(1);
        plan.GetProperty("effect").EnumerateArray().Select(one => one.GetString()).Should().Contain(
            "checkout: -49900 % of the budget is left now, 100 % with the change; its state changes from Exhausted to Healthy.");
        (await site.ReadAsync("/reliability/ledger/shop")).Json.GetProperty("entries").EnumerateArray()
            .Should().NotContain(one => Text(one, "kind") == "Adjustment", "a plan writes nothing");

        (await PostAsync(site, "ledger/adjustments", body)).Status.Should().Be(HttpStatusCode.Created);
        (await StatusAsync(site)).Remaining.Should().Be(budget.GetProperty("remainingAfter").GetDecimal());
        (HttpStatusCode gate, _) = await site.ReadAsync("/reliability/gate/shop");
        Text(plan.GetProperty("gateBefore"), "verdict").Should().Be("Block");
        (gate == HttpStatusCode.Conflict).Should().Be(Text(plan.GetProperty("gateAfter"), "verdict") == "Block");
    }

    [Fact]
    public async Task Plans_of_overrides_revocations_exclusions_and_resets_say_what_they_do()
    {
        await using Site site = await StartAsync();
        string over = $$"""{"reason":"the fix","expiresAt":"{{_soon}}","id":"fix-1"}""";
        (_, JsonElement plan) = await PostAsync(site, "gate/shop/overrides/plan", over);
        Effect(plan).Should().Contain("The gate of shop changes from Block to Allow.");
        plan.GetProperty("budgets").GetArrayLength().Should().Be(0);
        await PostAsync(site, "gate/shop/overrides", over);
        (_, plan) = await PostAsync(site, "gate/shop/overrides/fix-1/revocation/plan", """{"reason":"it was not"}""");
        Effect(plan).Should().Contain("The gate of shop changes from Allow to Block.").And.Contain("It would still block");
        (await site.ReadAsync("/reliability/gate/shop")).Status.Should().Be(HttpStatusCode.OK, "the override is not revoked");

        string from = TimeProvider.System.GetUtcNow().AddHours(-2).ToString("O");
        string to = TimeProvider.System.GetUtcNow().AddMinutes(2).ToString("O");
        (_, plan) = await PostAsync(
            site, "ledger/exclusions/plan", $$"""{"service":"shop","from":"{{from}}","to":"{{to}}","reason":"maintenance"}""");
        plan.GetProperty("budgets").EnumerateArray().Select(one => Text(one, "slo")).Should().Equal("checkout", "search");
        Text(plan.GetProperty("budgets")[0], "stateAfter").Should().NotBe("Exhausted");
        (_, plan) = await PostAsync(site, "ledger/resets/plan", $$"""{"slo":"checkout","at":"{{_now}}","reason":"a new start"}""");
        Effect(plan).Should().StartWith("checkout: ");
        (await StatusAsync(site)).Bad.Should().Be(500);
    }

    [Theory]
    [InlineData("gate/shop/overrides/plan")]
    [InlineData("gate/shop/overrides/x/revocation/plan")]
    [InlineData("ledger/adjustments/plan")]
    [InlineData("ledger/exclusions/plan")]
    [InlineData("ledger/resets/plan")]
    [InlineData("experiments/button/pause/plan")]
    [InlineData("experiments/button/resume/plan")]
    [InlineData("experiments/button/conclude/plan")]
    public async Task A_plan_is_for_those_who_may_make_the_change(string path)
    {
        await using Site site = await StartAsync();
        (await PostAsync(site, path, "{}", user: "")).Status.Should().Be(HttpStatusCode.Unauthorized);
        (await PostAsync(site, path, "{}", user: "eve;guest")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await PostAsync(site, path, "{}", header: ("Sec-Fetch-Site", "cross-site"))).Status.Should().Be(HttpStatusCode.Forbidden);
        (await PostAsync(site, path, "{}", header: ("Origin", "http://evil.example"))).Status.Should().Be(HttpStatusCode.Forbidden);
        (await PostAsync(site, path, "{}", type: "text/plain")).Status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        (await PostAsync(site, path, """{"by":"eve"}""")).Status.Should().Be(HttpStatusCode.BadRequest);
        (await PostAsync(site, path, "[]")).Status.Should().Be(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("ledger/adjustments", """{"slo":"checkout","at":"2001-01-01T00:00:00Z","bad":1,"reason":"old"}""")]
    [InlineData("ledger/adjustments", """{"slo":"chekout","at":"2001-01-01T00:00:00Z","bad":1,"reason":"misspelt"}""")]
    [InlineData("ledger/resets", """{"slo":"checkout","at":"9001-01-01T00:00:00Z","reason":"late"}""")]
    [InlineData("gate/shop/overrides", """{"reason":"r","expiresAt":"9999-01-01T00:00:00Z"}""")]
    [InlineData("gate/shop/overrides/none/revocation", """{"reason":"r"}""")]
    public async Task What_the_change_rejects_its_plan_rejects_alike(string path, string body)
    {
        await using Site site = await StartAsync();
        (HttpStatusCode status, JsonElement problem) = await PostAsync(site, path, body);
        (HttpStatusCode planned, JsonElement same) = await PostAsync(site, path + "/plan", body);
        ((int)status).Should().BeInRange(400, 404);
        planned.Should().Be(status);
        WithoutTime(Text(same, "detail")).Should().Be(WithoutTime(Text(problem, "detail")));

        // The range of valid times moves with the clock.
        static string WithoutTime(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\d\d:\d\d(:\d\d)?Z", "time");
    }

    [Fact]
    public async Task Plans_of_experiments_say_the_state_afterwards_and_the_reasons_against_it()
    {
        await using ExperimentSite site = await ExperimentSite.StartAsync();
        string tag = (await site.RunAsync()).ETag.Value;
        string body = $$"""{"reason":"why","etag":"{{tag}}"}""";
        (HttpStatusCode status, JsonElement plan, _) = await site.PostAsync("experiments/button/pause/plan", body);
        (status, Text(plan, "stateBefore"), Text(plan, "stateAfter"), plan.GetProperty("isPossible").GetBoolean())
            .Should().Be((HttpStatusCode.OK, "Running", "Paused", true));
        (_, plan, _) = await site.PostAsync("experiments/button/resume/plan", body);
        (Text(plan, "stateAfter"), plan.GetProperty("isPossible").GetBoolean()).Should().Be(("Running", false));
        Effect(plan).Should().Contain("It would be rejected: Experiment 'button' is running");
        (_, plan, _) = await site.PostAsync("experiments/button/conclude/plan", body);
        plan.GetProperty("isPossible").GetBoolean().Should().BeFalse();
        string[] planned = [.. plan.GetProperty("rejections").EnumerateArray().Select(one => one.GetString()!)];
        (HttpStatusCode rejected, JsonElement problem, _) = await site.PostAsync("experiments/button/conclude", body);
        rejected.Should().Be(HttpStatusCode.Conflict);
        problem.GetProperty("rejections").EnumerateArray().Select(one => one.GetString()).Should().Equal(planned);
        (_, plan, _) = await site.PostAsync(
            "experiments/button/conclude/plan", $$"""{"reason":"why","override":true,"ship":"green","etag":"{{tag}}"}""");
        (Text(plan, "stateAfter"), plan.GetProperty("isPossible").GetBoolean()).Should().Be(("Concluded", true));
        (await site.PostAsync("experiments/button/conclude/plan", """{"reason":"why","ship":"red"}""")).Status
            .Should().Be(HttpStatusCode.BadRequest);
        (await site.Experiments.GetAsync("button"))!.State.Should().Be(ExperimentState.Running);
    }

    private static ValueTask<BudgetStatus> StatusAsync(Site site) =>
        site.Services.GetRequiredService<IErrorBudgets>().GetStatusAsync("checkout");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static string Effect(JsonElement plan) =>
        string.Join(' ', plan.GetProperty("effect").EnumerateArray().Select(one => one.GetString()));

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(
        Site site,
        string path,
        string body,
        string user = "ada;sre",
        string type = "application/json",
        (string Name, string Value) header = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/reliability/{path}")
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        if (user.Length > 0)
        {
            request.Headers.Add("X-Test-User", user);
        }

        if (header.Name is not null)
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        using HttpResponseMessage response = await site.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>A shop that spent the budget of its checkout.</summary>
    private static async Task<Site> StartAsync()
    {
        Site site = await Site.StartAsync(
            r => r
                .AddSlo("checkout", s => s.Availability(99.9m).OfService("shop"))
                .AddSlo("search", s => s.Availability(99m).OfService("shop")),
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliability("/reliability").AllowAnonymous();
                app.MapReliabilityWrites("/reliability", "writers");
            },
            services: services =>
            {
                services.AddAuthorizationBuilder().AddPolicy("writers", policy => policy.RequireRole("sre"));
                services.AddAuthentication(HeaderUserHandler.SchemeName)
                    .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
            });
        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        recorder.Outcomes("checkout").Record(good: 500, bad: 500);
        recorder.Outcomes("search").Record(good: 1000, bad: 1);
        await recorder.FlushAsync();
        return site;
    }
}
