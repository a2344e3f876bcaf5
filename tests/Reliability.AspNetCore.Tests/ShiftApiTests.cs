using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class ShiftApiTests
{
    private const string Shifts = "/reliability/metrics/checkout.latency/shifts";

    private static readonly DateTimeOffset _start = new(2026, 1, 28, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_shift_is_accepted_by_who_is_authenticated_and_the_acceptance_is_withdrawn()
    {
        await using Site site = await StartAsync();
        JsonElement before = (await site.ReadAsync(Shifts)).Json;
        before.GetProperty("trendType").GetString().Should().Be("Degrading");
        before.GetProperty("baseline").ValueKind.Should().Be(JsonValueKind.Null);
        before.GetProperty("alerts")[0].GetProperty("state").GetString().Should().Be("Unknown");
        string at = before.GetProperty("shifts")[0].GetProperty("at").GetString()!;

        (HttpStatusCode made, JsonElement entry) =
            await PostAsync(site, $"{Shifts}/accept", $$"""{"at":"{{at}}","reason":"new fraud check, agreed","id":"a-1"}""");
        made.Should().Be(HttpStatusCode.Created, entry.ToString());
        (entry.GetProperty("by").GetString(), entry.GetProperty("id").GetString()).Should().Be(("ada", "a-1"));

        JsonElement after = (await site.ReadAsync(Shifts)).Json;
        after.GetProperty("trendType").GetString().Should().Be("Stable");
        after.GetProperty("baseline").GetProperty("accepted").GetProperty("by").GetString().Should().Be("ada");
        after.GetProperty("shifts")[0].GetProperty("acceptance").GetProperty("reason").GetString().Should().Be("new fraud check, agreed");
        after.GetProperty("accepted").GetArrayLength().Should().Be(1);
        (await site.ReadAsync("/reliability/metrics/checkout.latency/trend")).Json.GetProperty("baseline").GetProperty("start")
            .GetDateTimeOffset().Should().Be(_start.AddDays(30));

        (HttpStatusCode taken, JsonElement withdrawn) =
            await PostAsync(site, $"{Shifts}/a-1/withdrawal", """{"reason":"the check went"}""");
        taken.Should().Be(HttpStatusCode.Created, withdrawn.ToString());
        withdrawn.GetProperty("withdrawnBy").GetString().Should().Be("ada");
        (await site.ReadAsync(Shifts)).Json.GetProperty("trendType").GetString().Should().Be("Degrading");
    }

    [Fact]
    public async Task A_plan_says_what_an_acceptance_and_its_withdrawal_would_do_and_changes_nothing()
    {
        await using Site site = await StartAsync();
        const string Body = """{"at":"2026-02-27T00:00:00Z","reason":"agreed","id":"a-1"}""";
        (HttpStatusCode status, JsonElement plan) = await PostAsync(site, $"{Shifts}/accept/plan", Body);
        status.Should().Be(HttpStatusCode.OK, plan.ToString());
        plan.GetProperty("at").GetDateTimeOffset().Should().Be(_start.AddDays(30));
        plan.GetProperty("effect").EnumerateArray().Select(one => one.GetString()).Should().Equal(
            "The shift at 2026-02-27 00:00 UTC becomes the baseline: the trend is judged on the days from 2026-02-27 00:00 UTC on.",
            "The verdict changes from Degrading to Stable.",
            "An alert about it resolves at the next round, and none fires for it again.");
        JsonElement same = (await site.ReadAsync(Shifts)).Json;
        (same.GetProperty("trendType").GetString(), same.GetProperty("accepted").GetArrayLength()).Should().Be(("Degrading", 0));

        (await PostAsync(site, $"{Shifts}/accept", Body)).Status.Should().Be(HttpStatusCode.Created);
        (await PostAsync(site, $"{Shifts}/accept/plan", Body)).Json.GetProperty("detail").GetString()
            .Should().Contain("already accepted by ada");
        (_, plan) = await PostAsync(site, $"{Shifts}/a-1/withdrawal/plan", """{"reason":"the check went"}""");
        plan.GetProperty("effect").EnumerateArray().Select(one => one.GetString()).Should().Equal(
            "The shift at 2026-02-27 00:00 UTC is no longer the baseline: the trend is judged on the days before it too.",
            "The verdict changes from Stable to Degrading.",
            "An alert that it resolved is open again, without a notification.");
        (await site.ReadAsync(Shifts)).Json.GetProperty("trendType").GetString().Should().Be("Stable");

        (await PostAsync(site, $"{Shifts}/a-1/withdrawal", """{"reason":"the check went"}""")).Status.Should().Be(HttpStatusCode.Created);
        (_, plan) = await PostAsync(site, $"{Shifts}/a-1/withdrawal/plan", """{"reason":"again"}""");
        plan.GetProperty("effect")[0].GetString().Should().Be("Nothing changes: the acceptance was withdrawn before.");
        (await PostAsync(site, $"{Shifts}/none/withdrawal/plan", """{"reason":"x"}""")).Status.Should().Be(HttpStatusCode.NotFound);
        (await PostAsync(site, $"{Shifts}/accept/plan", Body, "eve;reader")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("checkout.latency", "2026-02-01T00:00:00Z", HttpStatusCode.BadRequest, "Its lasting shifts are at 2026-02-27")]
    [InlineData("checkout.latencie", "2026-02-27T00:00:00Z", HttpStatusCode.NotFound, "'checkout.latency'")]
    public async Task What_cannot_be_accepted_is_rejected_with_what_exists(string metric, string at, HttpStatusCode status, string message)
    {
        await using Site site = await StartAsync();
        (HttpStatusCode rejected, JsonElement problem) = await PostAsync(
            site, $"/reliability/metrics/{metric}/shifts/accept", $$"""{"at":"{{at}}","reason":"agreed"}""");
        rejected.Should().Be(status);
        problem.GetProperty("detail").GetString().Should().Contain(message);
    }

    [Fact]
    public async Task A_shift_is_not_accepted_twice_and_not_without_permission()
    {
        await using Site site = await StartAsync();
        const string Body = """{"at":"2026-02-27T00:00:00Z","reason":"agreed"}""";
        (await PostAsync(site, $"{Shifts}/accept", Body, "eve;reader")).Status.Should().Be(HttpStatusCode.Forbidden);
        (await PostAsync(site, $"{Shifts}/accept", Body)).Status.Should().Be(HttpStatusCode.Created);
        (HttpStatusCode again, JsonElement problem) = await PostAsync(site, $"{Shifts}/accept", Body);
        again.Should().Be(HttpStatusCode.BadRequest);
        problem.GetProperty("detail").GetString().Should().Contain("already accepted by ada");
        (await PostAsync(site, $"{Shifts}/none/withdrawal", """{"reason":"x"}""")).Status.Should().Be(HttpStatusCode.NotFound);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json)> PostAsync(
        Site site, string path, string body, string user = "ada;sre")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Test-User", user);
        using HttpResponseMessage response = await site.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    private static async Task<Site> StartAsync()
    {
        var clock = new FakeTimeProvider(_start.AddDays(60).AddHours(1));
        Site site = await Site.StartAsync(
            r => r.UseStore(new InMemoryStore(clock), StorageRoles.All)
                .AddSlo("checkout", slo => slo.Availability(99.9m).OfService("shop"))
                .AddMetric("checkout.latency", m => m.Unit("s").LowerIsBetter().ForService("shop").AlertOnTrend()),
            app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapReliability("/reliability").AllowAnonymous();
                app.MapReliabilityWrites("/reliability", "writers");
            },
            services: all =>
            {
                all.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
                all.AddAuthorizationBuilder().AddPolicy("writers", policy => policy.RequireRole("sre"));
                all.AddAuthentication(HeaderUserHandler.SchemeName)
                    .AddScheme<AuthenticationSchemeOptions, HeaderUserHandler>(HeaderUserHandler.SchemeName, _ => { });
            });
        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        LatencyRecorder latencies = recorder.Latencies("checkout.latency");
        var random = new Random(3);
        for (int hour = 0; hour < 60 * 24; hour++)
        {
            double level = (hour / 24 < 30 ? 200 : 300) + (20 * random.NextDouble());
            latencies.Record(TimeSpan.FromMilliseconds(level), _start.AddHours(hour));
        }

        await recorder.FlushAsync();
        return site;
    }
}
