using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Recording;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Internal;

/// <summary>Objectives, their budgets and their ledger.</summary>
internal sealed class ObjectivesModule : ICapabilityModule
{
    private const string LedgerJob = "ledger";

    /// <summary>
    /// Short enough that a new definition is noted soon. Minute buckets, in contrast, are kept for days before they are trimmed.
    /// </summary>
    private static readonly TimeSpan LedgerInterval = TimeSpan.FromMinutes(10);

    public void Register(SetupServices services)
    {
        services.Add(setup => new BudgetLedger(
            setup.Get<ISeriesStore>(),
            setup.Get<IDocumentStore>(),
            setup.Get<IEventLog>(),
            setup.Setup.Objectives,
            setup.TimeProvider,
            setup.Setup.Retention,
            setup.Find<IRecurrenceExpander>()));
        services.AddShared<IBudgetLedger>(setup => setup.Get<BudgetLedger>());
        services.AddShared<IErrorBudgets>(setup => new ErrorBudgets(
            setup.Get<ISeriesStore>(),
            setup.Setup.Objectives,
            setup.TimeProvider,
            setup.Setup.Retention,
            setup.Get<BudgetLedger>(),
            setup.Get<ReliabilityRecorder>().GetFeeds));
        services.AddHosted(setup => new SettingsReview(
            setup.Setup,
            setup.Options,
            setup.Services.GetService<IConfiguration>(),
            setup.Logger(ReliabilityLogCategories.Recording)));
        services.AddHosted(setup =>
        {
            BudgetLedger ledger = setup.Get<BudgetLedger>();
            return setup.Job(JobDefinition.Of(
                LedgerJob, LedgerInterval, setup.Get<AlertEvaluator>().Subjects,
                async (claims, token) => new JobRound(await ledger.RunAsync(claims, token).ConfigureAwait(false), [])));
        });
    }

    public void Validate(OptionProblems problems)
    {
        ReliabilityOptions options = problems.Options;
        Service(problems, options.Service, nameof(options.Service));
        foreach ((string name, SloOptions slo) in options.Slos)
        {
            Objective(problems, name, slo);
        }

        if (problems.Count > 0)
        {
            return;
        }

        ReliabilitySetup setup = ReliabilitySetup.From(options);
        foreach (string problem in new SloSet(setup.Objectives, setup.Retention).Validate().Concat(Lookalikes(setup.Services)))
        {
            problems.Add(nameof(options.Slos), problem);
        }
    }

    /// <summary>Finds services whose names differ only by case, which is most likely a misspelling.</summary>
    private static IEnumerable<string> Lookalikes(IReadOnlyList<string> services) => services
        .GroupBy(service => service.Normalize(NormalizationForm.FormKC), StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .Select(group => $"The services {string.Join(" and ", group.Select(one => $"'{one}'"))} differ only by case or by the form of a "
            + "character; names are compared byte by byte, so these would be different services. Spell them alike.");

    private static void Objective(OptionProblems problems, string name, SloOptions slo)
    {
        string path = $"{nameof(ReliabilityOptions.Slos)}:{name}";
        int before = problems.Count;
        Unused(path, UnusedSettings.Of(slo));
        Service(problems, slo.Service, $"{path}:{nameof(slo.Service)}");
        for (int i = 0; i < slo.Alerts.Count; i++)
        {
            AlertRuleOptions alert = slo.Alerts[i];
            string alertPath = string.Create(CultureInfo.InvariantCulture, $"{path}:{nameof(slo.Alerts)}:{i}");
            Unused(alertPath, UnusedSettings.Of(alert));
            problems.Word(alert.Severity, [], alertPath, nameof(alert.Severity));
            problems.Try(alertPath, () => SloOptionsReader.Read(alert));
        }

        foreach ((string setting, Func<object> read) in SloOptionsReader.Parts(slo))
        {
            problems.Try($"{path}:{setting}", read);
        }

        Feeds(problems, path, slo);

        // What no single setting shows, such as the name or two settings that exclude each other.
        if (problems.Count == before)
        {
            problems.Try(path, () => SloOptionsReader.Read(name, slo));
        }

        void Unused(string of, IEnumerable<(string Setting, string Problem)> unused)
        {
            foreach ((string setting, string problem) in unused)
            {
                problems.Add($"{of}:{setting}", problem);
            }
        }
    }

    private static void Feeds(OptionProblems problems, string path, SloOptions slo)
    {
        problems.Registered($"{path}:{nameof(slo.Meters)}", slo.Meters.Count, "FromMeter(slo, ...)");
        problems.Registered($"{path}:{nameof(slo.HealthChecks)}", slo.HealthChecks.Count, "FromHealthCheck(slo, check)");
        problems.Registered($"{path}:{nameof(slo.Activities)}", slo.Activities.Count, "FromActivities(slo, ...)");
        problems.Registered($"{path}:{nameof(slo.Logs)}", slo.Logs.Count, "FromLogs(slo, ...)");
        problems.Registered($"{path}:{nameof(slo.Libraries)}", slo.Libraries.Count, "FromNpgsql(slo) or its like");
        if (slo.Requests.Count > 0 && !problems.Options.Declared.OfType<FeedReader>().Any(one => one.Setting == nameof(slo.Requests)))
        {
            problems.Add($"{path}:{nameof(slo.Requests)}", "nothing reads it; call FromRequests() of Reliability.AspNetCore.");
        }

        for (int i = 0; i < slo.Requests.Count; i++)
        {
            string requests = string.Create(CultureInfo.InvariantCulture, $"{path}:{nameof(slo.Requests)}:{i}");
            RequestFeedOptions feed = slo.Requests[i];
            Statuses($"{requests}:{nameof(feed.BadStatuses)}", feed.BadStatuses);
            Statuses($"{requests}:{nameof(feed.IgnoredStatuses)}", feed.IgnoredStatuses);
            Texts($"{requests}:{nameof(feed.Routes)}", feed.Routes);
            Texts($"{requests}:{nameof(feed.ExcludedRoutes)}", feed.ExcludedRoutes);
            Texts($"{requests}:{nameof(feed.Methods)}", feed.Methods);
        }

        void Statuses(string of, IList<int> statuses)
        {
            for (int j = 0; j < statuses.Count; j++)
            {
                problems.Range(statuses[j], 100, 599, of, j.ToString(CultureInfo.InvariantCulture));
            }
        }

        void Texts(string of, IList<string> texts)
        {
            for (int j = 0; j < texts.Count; j++)
            {
                if (string.IsNullOrWhiteSpace(texts[j]))
                {
                    problems.Add(string.Create(CultureInfo.InvariantCulture, $"{of}:{j}"), "the text is empty.");
                }
            }
        }
    }

    private static void Service(OptionProblems problems, string? service, string path)
    {
        if (service is not null)
        {
            problems.Try(path, () => SloDefinition.ZeroTolerance("any") with { Service = service });
        }
    }
}
