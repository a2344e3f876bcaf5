using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using Reliability.Alerting;
using Reliability.Common;
using Reliability.Experiments;
using Reliability.Incidents;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Tests.Web;

namespace Reliability.AspNetCore.Tests;

/// <content>The setup, and what it holds of the secret service.</content>
public sealed partial class ServiceAuthorizationTests
{
    /// <summary>
    /// Gives every endpoint something of the secret service: alerts that fire, could not be delivered, are orphaned or cannot be read, an
    /// override, and a definition that another process has differently.
    /// </summary>
    /// <returns>The process with the other definition.</returns>
    private async Task<Site> FillAsync(Site site)
    {
        await using (Site former = await StartAsync(app => app.MapReliability("/reliability").AllowAnonymous(), formerly: true))
        {
            await FireAsync(former, "secret-old");
            await former.JudgeAsync();
        }

        await ShiftAsync(site);
        await site.Services.GetRequiredService<IDeployments>().StartAsync(new DeploymentStart
        {
            Definition = new DeploymentDefinition { Service = "secret-team", Version = "secret-1.0" },
            By = "ada",
            Reason = "a secret release",
            Id = "any",
        });
        IncidentUpdate opened = await site.Services.GetRequiredService<IIncidents>().OpenAsync(new IncidentOpening
        {
            Service = "secret-team",
            Definition = new IncidentDefinition { Title = "A secret outage" },
            Times = new IncidentTimes { StartedAt = _clock.GetUtcNow().AddMinutes(-10) },
            By = "ada",
            Reason = "a secret call",
            Id = "any",
        });
        _incident = opened.Current!.Id;
        await DraftAsync(site, _incident);
        await FireAsync(site, "secret-checkout");
        await GiveUpAsync(site);
        Site canary = await StartAsync(app => app.MapReliability("/reliability").AllowAnonymous(), target: 99.5m);
        await canary.Services.GetRequiredService<JobCoordinator>().BeatAsync();
        await site.Services.GetRequiredService<JobCoordinator>().ClaimAsync(Evaluator(site).Watched);
        await site.Services.GetRequiredService<IReleaseGate>().OverrideAsync(new GateOverride
        {
            Service = "secret-team",
            By = "ada",
            Reason = "the secret fix",
            ExpiresAt = _clock.GetUtcNow().AddHours(1),
        });
        await site.Services.GetRequiredService<IExperiments>().CreateAsync(
            new ExperimentDefinition { Key = "secret-button", Variants = [new("blue", 1), new("green", 1)] },
            new() { By = "ada", Reason = "a secret plan" });
        return canary;
    }

    /// <summary>A postmortem with an action.</summary>
    private static async Task DraftAsync(Site site, string incident)
    {
        IPostmortems postmortems = site.Services.GetRequiredService<IPostmortems>();
        var change = new ChangeRequest { By = "ada", Reason = "a secret review" };
        PostmortemUpdate draft = await postmortems.DraftAsync("secret-team", incident, change);
        PostmortemUpdate update = await postmortems.SetActionAsync(
            draft.Current!,
            new ActionItem
            {
                Id = "any",
                IncidentId = incident,
                Title = "A secret measure",
                Kind = ActionKind.Prevent,
                CreatedAt = draft.Current!.CreatedAt,
            },
            change with { Id = "set" });
        update.IsStored.Should().BeTrue(update.Rejection);
    }

    /// <summary>Two metrics that shift on the same day.</summary>
    private async Task ShiftAsync(Site site)
    {
        ReliabilityRecorder recorder = site.Services.GetRequiredService<ReliabilityRecorder>();
        for (int day = 1; day <= 40; day++)
        {
            recorder.Metric("secret-queue").Record(day > 20 ? 10 : 20, _clock.GetUtcNow().AddDays(-day));
            recorder.Metric("secret-backlog").Record(day > 20 ? 10 : 20, _clock.GetUtcNow().AddDays(-day));
        }

        await recorder.FlushAsync();
    }

    private async Task FireAsync(Site site, string slo)
    {
        site.Services.GetRequiredService<ReliabilityRecorder>()
            .Outcomes(slo)
            .Record(good: 5000, bad: 5000, _clock.GetUtcNow().AddMinutes(-2));
        await site.StatusAsync(slo);
    }

    /// <summary>Judges the alerts until a notifier that always fails is called no more, by a clock of its own.</summary>
    private async Task GiveUpAsync(Site site)
    {
        IAlertNotifier pager = Substitute.For<IAlertNotifier>();
        pager.Name.Returns("pager");
        pager.NotifyAsync(default!, default).ThrowsForAnyArgs(new InvalidOperationException("no signal"));
        var clock = new FakeTimeProvider(_clock.GetUtcNow());
        var evaluator = new AlertEvaluator(
            site.Services.GetRequiredService<IErrorBudgets>(),
            _store.Documents,
            _store.Events,
            [pager],
            timeProvider: clock,
            policies: Evaluator(site).Policies);
        IReadOnlyList<JobClaim> claims =
            await site.Services.GetRequiredService<JobCoordinator>().ClaimAsync(Evaluator(site).Watched);
        for (int attempt = 0; attempt < AlertEvaluator.MaxAttempts; attempt++)
        {
            await evaluator.RunAsync(claims);
            clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    private static AlertEvaluator Evaluator(Site site) => site.Services.GetRequiredKeyedService<AlertEvaluator>(string.Empty);

    private Task<Site> StartAsync(
        Action<WebApplication> map, decimal target = 99.9m, bool formerly = false, params string[] moreServices) => Site.StartAsync(
        r =>
        {
            r.SetStore(StorageRoles.All, _store);
            r.Configure(o => o.Service = "secret-team"); // Experiments belong to the service of the setup.
            if (formerly)
            {
                r.AddSlo("secret-old", s => s.Availability(99.9m).OfService("secret-team").AlertOnBurnRate());
                return;
            }

            foreach (string service in moreServices)
            {
                r.AddSlo($"{service}-all", slo => slo.Availability(99.9m).OfService(service));
            }

            r.AddSlo("shop-checkout", s => s.Availability(99.9m).OfService("shop")).FromRequests("shop-checkout")
                .AddPolicy(new BudgetPolicy("shop-freeze", "shop-checkout", actsAt: 0.1m) { FreezesReleases = true })
                .AddSlo("secret-checkout", s => s.Availability(target).OfService("secret-team").AlertOnBurnRate())
                .FromRequests("secret-checkout")
                .AddPolicy(new BudgetPolicy("secret-freeze", "secret-checkout", actsAt: 0.1m) { FreezesReleases = true })
                .AddMetric("secret-queue", m => m.ForService("secret-team"))
                .AddMetric("secret-backlog", m => m.ForService("secret-team"));
        },
        app =>
        {
            app.UseReliability();
            app.UseAuthentication();
            app.UseAuthorization();
            map(app);
        },
        services: services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            Users(services);
        });
}
