using Reliability.Alerting;
using Reliability.Common.Internal;
using Reliability.Slos;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Internal;

/// <summary>Alerts and policies. One live process evaluates each objective.</summary>
internal sealed class AlertingModule : ICapabilityModule
{
    public void Register(SetupServices services)
    {
        services.Add(CreateEvaluator);
        services.AddShared<IAlerts>(setup => setup.Get<AlertEvaluator>());
        services.AddHosted(setup =>
        {
            AlertEvaluator evaluator = setup.Get<AlertEvaluator>();
            return setup.Job(JobDefinition.Of(
                AlertEvaluator.JobName, setup.Options.Alerting.Interval, evaluator.Watched, async (claims, token) =>
                {
                    AlertRound round = await evaluator.RunAsync(claims, token).ConfigureAwait(false);
                    return new JobRound(round.Outcomes, round.DeliveryFaults);
                }));
        });
    }

    public void Validate(OptionProblems problems)
    {
        AlertingOptions alerting = problems.Options.Alerting;
        const string Group = nameof(ReliabilityOptions.Alerting);
        problems.Range(alerting.Interval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), Group, nameof(alerting.Interval));
        problems.Range(alerting.MinDuration, TimeSpan.Zero, AlertBehavior.MaxDuration, Group, nameof(alerting.MinDuration));
        problems.Range(alerting.ResolveAfter, TimeSpan.Zero, AlertBehavior.MaxDuration, Group, nameof(alerting.ResolveAfter));
        problems.Range(alerting.Cooldown, TimeSpan.Zero, AlertBehavior.MaxDuration, Group, nameof(alerting.Cooldown));
        if (alerting.DashboardAddress is { } address && !NotificationPage.IsValid(address))
        {
            problems.Add(
                $"{Group}:{nameof(alerting.DashboardAddress)}",
                $"'{Names.Shorten(address.OriginalString)}' is not valid. The value must be an absolute address with http or https and "
                + "without query, such as https://ops.example.com/reliability/.");
        }

        problems.Registered(nameof(ReliabilityOptions.Policies), problems.Options.Policies.Count, "AddPolicy(...)");
        string[] objectives =
        [
            .. problems.Options.Slos.Keys, .. problems.Options.Declared.OfType<SloDefinition>().Select(slo => slo.Name),
        ];
        foreach ((string name, BudgetPolicyOptions policy) in problems.Options.Policies)
        {
            if (policy.Slo.Length > 0 && !objectives.Contains(policy.Slo, StringComparer.Ordinal))
            {
                problems.Add(
                    $"{nameof(ReliabilityOptions.Policies)}:{name}:{nameof(policy.Slo)}",
                    Names.Unknown("objective", policy.Slo, objectives));
            }
        }

        problems.Registered(nameof(ReliabilityOptions.Webhooks), problems.Options.Webhooks.Count, "AddWebhook(name, ...)");
    }

    /// <summary>Returns the notifiers of a setup: the log, the Meter and those of the application.</summary>
    /// <param name="setup">The setup.</param>
    /// <param name="folder">The folder of the dashboard that holds the pages that notifications are about.</param>
    public static IReadOnlyList<IAlertNotifier> Notifiers(SetupProvider setup, string folder)
    {
        var page = new NotificationPage(setup.Options.Alerting.DashboardAddress, folder);
        return
        [
            new LogNotifier(setup.Logger(ReliabilityLogCategories.Alerting), page),
            new MeterNotifier(setup.Get<ReliabilityMetrics>().Meter),
            .. setup.All<IAlertNotifier>().Select(notifier => new TracedNotifier(notifier, setup.Get<ReliabilityActivities>(), page)),
        ];
    }

    private static AlertEvaluator CreateEvaluator(SetupProvider setup)
    {
        AlertingOptions options = setup.Options.Alerting;
        return new AlertEvaluator(
            setup.Get<IErrorBudgets>(),
            setup.Get<IDocumentStore>(),
            setup.Get<IEventLog>(),
            Notifiers(setup, NotificationPage.Objectives),
            new AlertBehavior { MinDuration = options.MinDuration, ResolveAfter = options.ResolveAfter, Cooldown = options.Cooldown },
            setup.TimeProvider,
            setup.All<BudgetPolicy>(),
            setup.Jobs)
        {
            DeliveryTime = options.Interval,
            Sources = [TrendAlerts.SourceJob],
        };
    }
}
