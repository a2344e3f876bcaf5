using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Storage;
using Reliability.Storage.Conformance;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <summary>
/// Who does what, what is late, what is defined twice and what nobody judges, over HTTP. The site's clock and its store's stand still
/// unless a test moves them.
/// </summary>
public sealed class JobApiTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly ChaosStore _store;

    public JobApiTests() => _store = new ChaosStore(new InMemoryStore(_clock));

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_job_is_there_with_who_did_it_when()
    {
        await using Site site = await StartAsync();
        JsonElement before = (await site.ReadAsync("/reliability/jobs")).Json;
        before.GetProperty("jobs").EnumerateArray().Select(job =>
            (job.GetProperty("job").GetString(), job.GetProperty("item").GetString(), job.GetProperty("state").GetString()))
            .Should().BeEquivalentTo(
            [
                ("alerts", "checkout", "Unknown"),
                ("fold", "sketches", "Unknown"),
                ("ledger", "checkout", "Unknown"),
                ("retention", "series", "Unknown"),
            ]);

        _clock.Advance(TimeSpan.FromSeconds(30));
        JsonElement alerts =
            await UntilAsync(
                site,
                "/reliability/jobs",
                json => Alerts(json) is { } job && job.GetProperty("state").GetString() == "OnTime" ? job : null);
        string process = site.Services.GetRequiredService<JobCoordinator>().Options.ProcessId;
        (alerts.GetProperty("service").GetString(),
            alerts.GetProperty("lastDoneBy").GetString(),
            alerts.GetProperty("holder").GetString(),
            alerts.GetProperty("failed").GetBoolean())
            .Should().Be(("shop", process, process, false));
        (alerts.GetProperty("intervalSeconds").GetDouble(),
            alerts.GetProperty("latenessSeconds").GetDouble(),
            alerts.GetProperty("lastDoneAt").GetDateTimeOffset())
            .Should().Be((30, 0, _clock.GetUtcNow()));
        JsonElement after = (await site.ReadAsync("/reliability/jobs")).Json;
        (after.GetProperty("clockOffsetSeconds").GetDouble(), after.GetProperty("conflicts").GetArrayLength()).Should().Be((0, 0));

        _store.Controls[StorageRoles.Documents].IsDown = true;
        (HttpStatusCode status, JsonElement problem) = await site.ReadAsync("/reliability/jobs");
        status.Should().Be(HttpStatusCode.ServiceUnavailable);
        problem.ToString().Should().NotContain("chaos", "what a store says may name servers");
    }

    [Fact]
    public async Task What_is_late_shows_in_the_status_in_health_and_in_the_health_check_until_it_is_done()
    {
        await using Site site = await StartAsync();
        await site.StatusAsync("checkout");
        HealthCheckService checks = site.Services.GetRequiredService<HealthCheckService>();
        (await site.ReadAsync("/reliability/status")).Json.GetProperty("lateJobs").GetArrayLength().Should().Be(0);
        (await checks.CheckHealthAsync()).Entries["reliability"].Status.Should().Be(HealthStatus.Healthy);

        // Without documents nobody can say what was done; the series, and so the recording, are there.
        _store.Controls[StorageRoles.Documents].IsDown = true;
        _clock.Advance(TimeSpan.FromSeconds(91));
        JsonElement late =
            (await site.ReadAsync("/reliability/status")).Json.GetProperty("lateJobs").EnumerateArray().Should().ContainSingle().Which;
        (late.GetProperty("job").GetString(),
            late.GetProperty("item").GetString(),
            late.GetProperty("state").GetString(),
            late.GetProperty("latenessSeconds").GetDouble())
            .Should().Be(("alerts", "checkout", "Late", 91));
        (await site.ReadAsync("/reliability/health")).Json.GetProperty("lateJobs").GetInt32().Should().Be(1);
        HealthReportEntry check = (await checks.CheckHealthAsync()).Entries["reliability"];
        check.Status.Should().Be(HealthStatus.Degraded);
        check.Description.Should()
            .StartWith("1 job is late: alerts of 'checkout' was not done for 00:01:31").And
            .Contain("every 00:00:30");

        _store.Controls[StorageRoles.Documents].IsDown = false;
        await UntilAsync(
            site,
            "/reliability/status",
            json => json.GetProperty("lateJobs").GetArrayLength() == 0 ? json : null,
            TimeSpan.FromSeconds(35));
        (await checks.CheckHealthAsync()).Entries["reliability"].Status.Should().Be(HealthStatus.Healthy);
    }

    [Fact]
    public async Task A_policy_shows_when_and_by_which_process_it_was_last_evaluated()
    {
        await using Site site = await StartAsync();
        await using Site other = await StartAsync();
        JsonElement before = (await site.ReadAsync("/reliability/policies")).Json.GetProperty("policies")[0];
        (before.GetProperty("name").GetString(),
            before.GetProperty("lastDoneAt").ValueKind,
            before.GetProperty("lastDoneBy").ValueKind)
            .Should().Be(("checkout-freeze", JsonValueKind.Null, JsonValueKind.Null));

        JobCoordinator coordinator = other.Services.GetRequiredService<JobCoordinator>();
        IReadOnlyList<JobClaim> claims =
            await coordinator.ClaimAsync(other.Services.GetRequiredKeyedService<AlertEvaluator>(string.Empty).Watched);
        await coordinator.RecordAsync(
            AlertEvaluator.JobName, [.. claims.Select(claim => new JobOutcome { Subject = claim.Subject })]);
        await site.Services.GetRequiredService<IJobs>().GetStatusAsync();

        // The leases can be away: what is shown is what the last heartbeat saw.
        _store.Controls[StorageRoles.Leases].IsDown = true;
        JsonElement after = (await site.ReadAsync("/reliability/policies")).Json.GetProperty("policies")[0];
        (after.GetProperty("lastDoneAt").GetDateTimeOffset(), after.GetProperty("lastDoneBy").GetString())
            .Should().Be((_clock.GetUtcNow(), coordinator.Options.ProcessId));
    }

    [Fact]
    public async Task A_policy_that_few_events_hold_back_says_so()
    {
        await using Site site = await StartAsync();
        site.Services.GetRequiredService<ReliabilityRecorder>()
            .Outcomes("checkout")
            .Record(good: 499, bad: 1, _clock.GetUtcNow().AddMinutes(-2));
        await site.StatusAsync("checkout");
        await site.JudgeAsync();

        JsonElement alert = (await site.ReadAsync("/reliability/policies")).Json.GetProperty("policies")[0].GetProperty("alert");

        alert.GetProperty("state").GetString().Should().Be("Inactive");
        alert.GetProperty("explanation").GetString().Should().EndWith(
            "; the policy acts at 10 %, but not by so few events. It counts from 5 bad ones on.");
    }

    [Fact]
    public async Task Two_definitions_are_there_with_who_has_which_and_why_one_answers()
    {
        await using Site site = await StartAsync();
        await site.JudgeAsync();
        await using Site canary = await StartAsync("checkout", target: 99.5m);
        JobCoordinator other = canary.Services.GetRequiredService<JobCoordinator>();
        await other.BeatAsync();
        await site.JudgeAsync();

        JsonElement conflict =
            (await site.ReadAsync("/reliability/alerts/conflicts")).Json
                .GetProperty("conflicts")
                .EnumerateArray()
                .Should()
                .ContainSingle().Which;
        (conflict.GetProperty("service").GetString(),
            conflict.GetProperty("kind").GetString(),
            conflict.GetProperty("item").GetString(),
            conflict.GetProperty("isOurs").GetBoolean())
            .Should().Be(("shop", "objective", "checkout", true));
        conflict.GetProperty("answers").GetString().Should().Contain("99.9");
        conflict.GetProperty("explanation").GetString().Should().Contain("one of them has been doing the work");
        conflict.GetProperty("definitions").EnumerateArray().Select(one => one.GetProperty("processes")[0].GetString())
            .Should().Equal(site.Services.GetRequiredService<JobCoordinator>().Options.ProcessId, other.Options.ProcessId);
        (await site.ReadAsync("/reliability/jobs")).Json.GetProperty("conflicts").GetArrayLength().Should().Be(1);

        await canary.StopAsync();
        await site.JudgeAsync();
        (await site.ReadAsync("/reliability/alerts/conflicts")).Json.GetProperty("conflicts").GetArrayLength().Should().Be(0);
    }

    [Fact]
    public async Task Alerts_that_nobody_judges_any_more_are_there()
    {
        await using Site site = await StartAsync("search");
        Site former = await StartAsync();
        former.Services.GetRequiredService<ReliabilityRecorder>()
            .Outcomes("checkout")
            .Record(good: 500, bad: 500, _clock.GetUtcNow().AddMinutes(-2));
        await former.StatusAsync("checkout");
        await former.JudgeAsync();
        (await site.ReadAsync("/reliability/alerts/orphaned/shop")).Json
            .GetProperty("alerts")
            .GetArrayLength()
            .Should()
            .Be(0, "a live process judges them");
        await former.DisposeAsync();

        JsonElement orphaned = (await site.ReadAsync("/reliability/alerts/orphaned/shop")).Json;
        orphaned.GetProperty("service").GetString().Should().Be("shop");
        orphaned.GetProperty("alerts").EnumerateArray().Should().NotBeEmpty().And.OnlyContain(one =>
            one.GetProperty("slo").GetString() == "checkout" && one.GetProperty("alert").GetProperty("state").GetString() == "Firing");
    }

    [Fact]
    public async Task Stored_alerts_that_cannot_be_read_are_named_and_fail_nothing()
    {
        await using Site site = await StartAsync();
        await site.JudgeAsync();
        Document alerts = (await _store.Documents.GetAsync(new DocumentId("shop", "alerts", "checkout"), CancellationToken.None))!;
        DocumentWrite damage = DocumentWrite.Replace(alerts.Id, alerts.ETag, """{"v":99}""");
        await _store.Documents.PutAsync(damage, CancellationToken.None);

        foreach (string path in (string[])["alerts", "alerts/orphaned/shop", "alerts/undelivered", "policies"])
        {
            (HttpStatusCode status, JsonElement json) = await site.ReadAsync($"/reliability/{path}");
            status.Should().Be(HttpStatusCode.OK);
            JsonElement unreadable = json.GetProperty("unreadable").EnumerateArray().Should().ContainSingle().Which;
            unreadable.GetProperty("service").GetString().Should().Be("shop");
            unreadable.GetProperty("document").GetString().Should().Be("alerts/checkout");
            unreadable.GetProperty("reason").GetString().Should().Contain("format 99");
        }
    }

    [Fact]
    public async Task Another_service_of_the_store_is_not_found_and_shows_nothing()
    {
        await using Site site = await StartAsync();
        await using Site till = await StartAsync(service: "till");
        till.Services.GetRequiredService<ReliabilityRecorder>()
            .Outcomes("checkout")
            .Record(good: 500, bad: 500, _clock.GetUtcNow().AddMinutes(-2));
        await till.StatusAsync("checkout");
        await till.JudgeAsync();
        await site.JudgeAsync();

        (HttpStatusCode status, JsonElement json) = await site.ReadAsync("/reliability/alerts/orphaned/till");
        status.Should().Be(HttpStatusCode.NotFound);
        json.GetProperty("detail").GetString().Should().Contain("No objective belongs to a service named 'till'").And.Contain("'shop'");
        (await site.ReadAsync("/reliability/jobs")).Json
            .GetProperty("jobs")
            .EnumerateArray()
            .Should()
            .OnlyContain(job => job.GetProperty("service").GetString() == "shop");
        (await site.ReadAsync("/reliability/alerts")).Json
            .GetProperty("alerts")
            .EnumerateArray()
            .Should()
            .OnlyContain(one => one.GetProperty("alert").GetProperty("state").GetString() != "Firing");
        (await site.ReadAsync("/reliability/status/checkout")).Json.GetProperty("status").GetProperty("bad").GetDecimal().Should().Be(0);
        (await site.GetAsync("/reliability/gate/shop")).Should().Be(HttpStatusCode.OK);
        (await till.GetAsync("/reliability/gate/till")).Should().Be(HttpStatusCode.Conflict);
    }

    private static JsonElement? Alerts(JsonElement json) =>
        json.GetProperty("jobs")
            .EnumerateArray()
            .Where(job => job.GetProperty("job").GetString() == "alerts")
            .Select(job => (JsonElement?)job)
            .FirstOrDefault();

    /// <summary>Asks until it is so; when a step is given, time passes by it with every question.</summary>
    private async Task<JsonElement> UntilAsync(Site site, string path, Func<JsonElement, JsonElement?> find, TimeSpan step = default)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if (find((await site.ReadAsync(path)).Json) is { } found)
            {
                return found;
            }

            _clock.Advance(step);
        }
    }

    private Task<Site> StartAsync(string slo = "checkout", decimal target = 99.9m, string service = "shop") => Site.StartAsync(
        r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.Configure(o => o.Service = service).AddSlo(slo, s => s.Availability(target))
                .AddPolicy(new BudgetPolicy($"{slo}-freeze", slo, actsAt: 0.1m));
        },
        app => app.MapReliability("/reliability").AllowAnonymous(),
        services: services => services.AddSingleton<TimeProvider>(_clock).AddHealthChecks().AddReliability());
}
