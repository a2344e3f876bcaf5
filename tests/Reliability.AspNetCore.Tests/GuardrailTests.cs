using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Experiments;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

public sealed class GuardrailTests
{
    private static readonly ExperimentMetric Web = ExperimentMetric.SloGuardrail("web", GuardrailMargin.Absolute(0.01));

    [Fact]
    public async Task A_variant_that_fails_more_breaks_the_objective_as_a_guardrail_without_a_further_call()
    {
        const int Users = 600;
        const int Unexposed = 50;
        await using Site site = await StartAsync();
        Experiment button = await RunAsync(site, "button", Web, ExperimentMetric.SloGuardrail("fast", GuardrailMargin.Absolute(0.5)));
        int failed = 0;
        for (int i = 0; i < Users; i++)
        {
            failed += await site.GetAsync($"/buy/button/user-{i}") == System.Net.HttpStatusCode.OK ? 0 : 1;
        }

        for (int i = 0; i < Unexposed; i++)
        {
            await site.GetAsync("/plain");
        }

        BudgetStatus web = await site.StatusAsync("web", Users + Unexposed);
        (web.Bad, web.Good).Should().Be((failed + Unexposed, Users - failed), "the objective counts every request once");
        EnrollmentSummary sums = await SummarizeAsync(site, "button", events: Users + (Users - failed));
        sums.Arms.Sum(a => a.Units).Should().Be(Users);
        MetricSums[] events = [.. sums.Arms.SelectMany(a => a.Metrics).Where(m => m.Metric == "slo:web")];
        (events.Sum(m => m.X), events.Sum(m => m.Y)).Should().Be((failed, Users), "requests without an exposure count nowhere");
        sums.Arms.SelectMany(a => a.Metrics)
            .Where(m => m.Metric == "slo:fast")
            .Sum(m => m.Y)
            .Should()
            .Be(Users - failed, "an objective of latency counts answers");

        ExperimentReport report = await site.Services.GetRequiredService<IExperiments>().AnalyzeAsync(button);
        report.Metrics[0].Effects.Single().Should()
            .BeEquivalentTo(new { Variant = "green", Guardrail = GuardrailStatus.Broken, Comparison = new { Control = 0 } });
        report.Metrics[1].Effects.Single().Guardrail.Should().Be(GuardrailStatus.Kept);
        report.Reasons.Should().Contain("'green' breaks the guardrail 'slo:web'");
    }

    [Fact]
    public async Task A_request_counts_in_each_experiment_that_declares_the_objective_and_once_for_each_unit()
    {
        await using Site site = await StartAsync();
        await RunAsync(site, "button", Web);
        await RunAsync(site, "header", Web);
        await RunAsync(site, "footer", ExperimentMetric.Primary("bought"));
        await site.GetAsync("/all/user-1");
        await site.GetAsync("/all/user-2");
        await site.StatusAsync("web", total: 2);

        foreach (string key in (string[])["button", "header"])
        {
            EnrollmentSummary sums = await SummarizeAsync(site, key, events: 2);
            sums.Arms.Sum(a => a.Units).Should().Be(2, key);
            sums.Arms.Sum(a => a.Metrics.Single().Y).Should().Be(2, "{0}: who is exposed three times in a request is one unit", key);
            sums.Arms.Should().OnlyContain(a => a.Metrics.Single().Metric == "slo:web");
        }

        EnrollmentSummary footer = await SummarizeAsync(site, "footer", events: 0);
        footer.Arms.Sum(a => a.Units).Should().Be(2);
        footer.Arms.Should().OnlyContain(a => a.Metrics.Count == 0, "it declares no guardrail");
        (await site.StatusAsync("web")).Total.Should().Be(2);
    }

    [Fact]
    public async Task Whoever_the_experiment_leaves_out_and_what_does_not_run_counts_for_the_objective_alone()
    {
        await using Site site = await StartAsync();
        await RunAsync(site, "button", Web);
        IExperiments experiments = site.Services.GetRequiredService<IExperiments>();
        Experiment button = (await experiments.GetAsync("button"))!;
        await experiments.EditAsync(
            button,
            button.Definition with { Forced = new Dictionary<string, string> { ["tester"] = "green" } },
            new() { By = "ada", Reason = "try" });
        await site.Services.GetRequiredService<TrackedExperiments>().RefreshAsync();
        await site.GetAsync("/buy/button/tester");
        button = (await experiments.GetAsync("button"))!;
        await experiments.RollBackAsync(button, new() { By = "ada", Reason = "enough" });
        await site.Services.GetRequiredService<TrackedExperiments>().RefreshAsync();
        await site.GetAsync("/buy/button/user-1");
        await site.GetAsync("/vendor/button/user-1/green");

        (await site.StatusAsync("web", total: 3)).Total.Should().Be(3);
        site.Services.GetRequiredService<ExperimentTracker>().Statistics.Tracked.Should().Be(0);
    }

    [Fact]
    public async Task Sticky_and_foreign_exposures_count_like_others()
    {
        await using Site site = await StartAsync();
        await RunAsync(site, "button", Web);
        await RunAsync(site, "price", isSticky: true, Web);
        await site.GetAsync("/vendor/button/user-1/green");
        await site.GetAsync("/sticky/price/user-1");
        await site.GetAsync("/sticky/price/user-1");
        await site.StatusAsync("web", total: 3);

        ArmSummary green = (await SummarizeAsync(site, "button", events: 1)).Arms.Single();
        (green.Variant, green.Units, green.Metrics.Single().Y).Should().Be(("green", 1, 1));
        ArmSummary price = (await SummarizeAsync(site, "price", events: 2)).Arms.Single();
        (price.Units, price.Metrics.Single().Y).Should().Be((1, 2));
    }

    [Fact]
    public async Task A_visitor_without_an_id_gets_the_page_and_counts_for_the_objective_alone()
    {
        await using Site site = await StartAsync();
        await RunAsync(site, "button", Web);
        await RunAsync(site, "price", isSticky: true, Web);
        (await site.Client.GetStringAsync("/anonymous/button")).Should().Be("InvalidUnit InvalidUnit False False");
        (await site.Client.GetStringAsync("/anonymous/price")).Should().Be("InvalidUnit InvalidUnit False False");

        BudgetStatus web = await site.StatusAsync("web", total: 2);
        (web.Total, web.Bad).Should().Be((2, 0));
        site.Services.GetRequiredService<ExperimentTracker>().Statistics.Should().BeEquivalentTo(
            new { Tracked = 0, RejectedUnits = 6, RejectedVariants = 2 });
    }

    [Fact]
    public async Task A_visitor_before_the_start_and_after_the_end_of_an_experiment_gets_the_page_and_counts_for_the_objective_alone()
    {
        await using Site site = await StartAsync();
        Experiment button = await CreateAsync(site, "button", isSticky: false, Web);
        await site.Services.GetRequiredService<TrackedExperiments>().RefreshAsync();
        (await site.GetAsync("/visit/button/user-1")).Should().Be(System.Net.HttpStatusCode.OK);
        IExperiments experiments = site.Services.GetRequiredService<IExperiments>();
        button = (await experiments.StartAsync(button, new() { By = "ada", Reason = "go" })).Current;
        await experiments.ConcludeAsync(button, new() { By = "ada", Reason = "enough", Ship = "green", Override = true });
        await site.Services.GetRequiredService<TrackedExperiments>().RefreshAsync();
        (await site.GetAsync("/visit/button/user-2")).Should().Be(System.Net.HttpStatusCode.OK);

        BudgetStatus web = await site.StatusAsync("web", total: 2);
        (web.Total, web.Bad).Should().Be((2, 0));
        site.Services.GetRequiredService<ExperimentTracker>().Statistics.Tracked.Should().Be(0);
    }

    [Fact]
    public async Task An_exception_after_the_exposure_is_bad_for_the_variant_even_if_a_page_answers_it()
    {
        await using Site site = await StartAsync();
        await RunAsync(site, "button", Web);
        await site.GetAsync("/throw/button/user-1");
        MetricSums sums = (await SummarizeAsync(site, "button", events: 1)).Arms.Single().Metrics.Single();
        (sums.Metric, sums.X, sums.Y).Should().Be(("slo:web", 1, 1));
        (await site.StatusAsync("web", total: 1)).Bad.Should().Be(1);
    }

    private static async Task<Site> StartAsync() => await Site.StartAsync(
        r => r
            .AddSlo("web", s => s.Availability(99m)).FromRequests("web")
            .AddSlo("fast", s => s.Latency(TimeSpan.FromMinutes(10), 99m)).FromRequests("fast"),
        app =>
        {
            app.UseReliability();
            app.UseExceptionHandler("/error");
            app.MapGet("/error", () => "sorry");
            TrackedExperiments snapshot = app.Services.GetRequiredService<TrackedExperiments>();
            app.MapGet("/plain", () => Results.StatusCode(503));
            app.MapGet("/buy/{key}/{user}", (HttpContext http, string key, string user) =>
                Fails(snapshot.Get(key)!.Expose(http, user), user) ? Results.StatusCode(503) : Results.Ok());
            app.MapGet(
                "/visit/{key}/{user}",
                (HttpContext http, string key, string user) => snapshot.Get(key)?.Expose(http, user).Variant?.Key ?? "old");
            app.MapGet("/throw/{key}/{user}", string (HttpContext http, string key, string user) =>
                throw new InvalidOperationException($"thrown on purpose for {snapshot.Get(key)!.Expose(http, user).Variant?.Key}"));
            app.MapGet(
                "/vendor/{key}/{user}/{variant}",
                (HttpContext http, string key, string user, string variant) => $"{snapshot.Get(key)!.CountExposure(http, user, variant)}");
            app.MapGet(
                "/sticky/{key}/{user}",
                async (HttpContext http, string key, string user) => (await snapshot.Get(key)!.ExposeAsync(http, user)).Variant!.Key);
            app.MapGet("/anonymous/{key}", async (HttpContext http, string key) =>
            {
                string? user = http.Request.Cookies["user"];
                TrackedExperiment tracked = snapshot.Get(key)!;
                VariantDecision exposed = tracked.Expose(http, user);
                VariantDecision kept = await tracked.ExposeAsync(http, user);
                return $"{exposed.Reason} {kept.Reason} {tracked.CountExposure(http, user, "blue")} "
                    + $"{tracked.CountExposure(http, "user-1", "red")}";
            });
            app.MapGet("/all/{user}", (HttpContext http, string user) =>
            {
                foreach (string key in (string[])["button", "header", "footer", "button", "button"])
                {
                    snapshot.Get(key)!.Expose(http, user);
                }
            });
        },
        services: services => services.AddProblemDetails());

    /// <summary>Every fifth user of the green button.</summary>
    private static bool Fails(
        VariantDecision decision,
        string user) => decision is { Counts: true, Variant.Key: "green" } && user[^1] is '3' or '7';

    private static Task<Experiment> RunAsync(
        Site site,
        string key,
        params ExperimentMetric[] metrics) => RunAsync(site, key, isSticky: false, metrics);

    private static async Task<Experiment> RunAsync(Site site, string key, bool isSticky, params ExperimentMetric[] metrics)
    {
        Experiment draft = await CreateAsync(site, key, isSticky, metrics);
        Experiment running = (await site.Services.GetRequiredService<IExperiments>()
            .StartAsync(draft, new() { By = "ada", Reason = "go" })).Current;
        await site.Services.GetRequiredService<TrackedExperiments>().RefreshAsync();
        return running;
    }

    private static async Task<Experiment> CreateAsync(Site site, string key, bool isSticky, params ExperimentMetric[] metrics)
    {
        IExperiments experiments = site.Services.GetRequiredService<IExperiments>();
        var definition = new ExperimentDefinition
        {
            Key = key,
            Variants = [new("blue", 1), new("green", 1)],
            Metrics =
            [
                .. metrics,
                .. metrics.Any(m => m.Role == MetricRole.Primary) ? (ExperimentMetric[])[] : [ExperimentMetric.Primary("bought")],
            ],
            IsSticky = isSticky,
        };
        return (await experiments.CreateAsync(definition, new() { By = "ada", Reason = "new" })).Current;
    }

    /// <summary>Asks until so many events of objectives were counted: a response arrives before the request is over.</summary>
    private static async Task<EnrollmentSummary> SummarizeAsync(Site site, string key, int events)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        EnrollmentSummary sums;
        string service = (await site.Services.GetRequiredService<IExperiments>().GetAsync(key))!.Service;
        do
        {
            limit.Token.ThrowIfCancellationRequested();
            await site.Services.GetRequiredService<ExperimentTracker>().FlushAsync();
            sums = await site.Services.GetRequiredService<IEnrollmentStore>().SummarizeAsync(new ExperimentId(service, key), default);
        }
        while (sums.Arms.Sum(a => a.Metrics.Sum(m => m.Y)) < events);

        return sums;
    }
}
