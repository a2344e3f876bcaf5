using System.Globalization;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Common;
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
        services.Add<IMarkerSource>(setup => new ConfigurationMarkers(
            setup.Get<IBudgetLedger>(), [.. setup.Setup.Objectives.Select(slo => slo.Service).Distinct(StringComparer.Ordinal)]));
        services.AddShared<IErrorBudgets>(setup => new ErrorBudgets(
            setup.Get<ISeriesStore>(),
            setup.Setup.Objectives,
            setup.TimeProvider,
            setup.Setup.Retention,
            setup.Get<BudgetLedger>(),
            setup.Get<ReliabilityRecorder>().GetFeeds)
        {
            Documents = setup.Get<IDocumentStore>(),
        });
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
        SeriesRetention? retention = RetentionOf(options);
        foreach ((string name, SloOptions slo) in options.Slos)
        {
            Objective(problems, name, slo, retention);
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

        foreach (string problem in TrendsModule.Problems(setup))
        {
            problems.Add(nameof(options.Metrics), problem);
        }
    }

    /// <summary>Finds services whose names differ only by case, which is most likely a misspelling.</summary>
    private static IEnumerable<string> Lookalikes(IReadOnlyList<string> services) => services
        .GroupBy(service => service.Normalize(NormalizationForm.FormKC), StringComparer.OrdinalIgnoreCase)
        .Where(group => group.Skip(1).Any())
        .Select(group => $"The services {string.Join(" and ", group.Select(one => $"'{one}'"))} differ only by case or by the form of a "
            + "character; names are compared byte by byte, so these would be different services. Spell them alike.");

    private static void Objective(OptionProblems problems, string name, SloOptions slo, SeriesRetention? retention)
    {
        string path = $"{nameof(ReliabilityOptions.Slos)}:{name}";
        int before = problems.Count;
        problems.Try(path, () => SloDefinition.ZeroTolerance(name));
        Unused(problems, path, UnusedSettings.Of(slo));
        Service(problems, slo.Service, $"{path}:{nameof(slo.Service)}");
        if (slo.WithoutAlerts && (slo.Alerts.Count > 0 || slo.BurnRateScaling is not null))
        {
            problems.Add(
                $"{path}:{nameof(slo.WithoutAlerts)}",
                "WithoutAlerts is set, and so are alert rules (Alerts or BurnRateScaling); they exclude each other.");
        }

        if (slo is { Calendar: not null, Rolling: not null })
        {
            problems.Add($"{path}:{nameof(slo.Rolling)}", "Rolling and Calendar are both set; set only one of them.");
        }

        for (int i = 0; i < slo.Alerts.Count; i++)
        {
            Alert(problems, string.Create(CultureInfo.InvariantCulture, $"{path}:{nameof(slo.Alerts)}:{i}"), slo.Alerts[i]);
        }

        foreach ((string setting, Func<object> read) in SloOptionsReader.Parts(slo))
        {
            problems.Try($"{path}:{setting}", read);
        }

        FeedOptionsCheck.Check(problems, path, slo, CountedBy(slo.Kind));
        TrendRuleReader.Validate(problems, path, slo.TrendRule);

        // What no single setting shows.
        if (problems.Count == before && !problems.Options.IsPartial(path))
        {
            problems.Try(path, () => SloOptionsReader.Read(name, slo));
            if (problems.Count == before && retention is not null)
            {
                Whole(problems, path, SloOptionsReader.Read(name, slo), slo.Alerts.Count, retention);
            }
        }
    }

    /// <summary>Returns the events that an objective counts; <see langword="null"/> if its kind is not known.</summary>
    public static SeriesKind? CountedBy(SloKind? kind) => kind switch
    {
        SloKind.Availability or SloKind.ZeroTolerance => SeriesKind.Outcome,
        SloKind.Latency => SeriesKind.Latency,
        SloKind.Score => SeriesKind.Score,
        SloKind.Measurement => SeriesKind.Measurement,
        _ => null,
    };

    /// <summary>Validates an objective that can be read: its rules one by one, so that a problem is that of its rule.</summary>
    private static void Whole(OptionProblems problems, string path, SloDefinition slo, int rules, SeriesRetention retention)
    {
        HashSet<string> reported = new(StringComparer.Ordinal);
        Report(path, slo with { Alerts = [] });
        for (int i = 0; rules == slo.Alerts.Count && i < rules; i++)
        {
            Report(string.Create(CultureInfo.InvariantCulture, $"{path}:{nameof(slo.Alerts)}:{i}"), slo with { Alerts = [slo.Alerts[i]] });
        }

        Report(path, slo);

        void Report(string at, SloDefinition part)
        {
            foreach (string problem in new SloSet([part], retention).Validate().Where(reported.Add))
            {
                problems.Add(at, problem);
            }
        }
    }

    /// <summary>Returns the retention, or <see langword="null"/> if its settings are wrong, which is reported as theirs.</summary>
    private static SeriesRetention? RetentionOf(ReliabilityOptions options)
    {
        string[] settings =
        [
            nameof(options.MinuteRetention), nameof(options.HourRetention), nameof(options.DayRetention),
            nameof(options.MinuteSketchRetention), nameof(options.HourSketchRetention), nameof(options.DaySketchRetention),
        ];
        if (settings.Any(options.IsUnreadable))
        {
            return null;
        }

        try
        {
            return new RetentionSettings(options).ToRetention();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static void Alert(OptionProblems problems, string path, AlertRuleOptions alert)
    {
        int before = problems.Count;
        Unused(problems, path, UnusedSettings.Of(alert));
        problems.Word(alert.Severity, [], path, nameof(alert.Severity));
        foreach ((string setting, Func<object> read) in AlertRuleReader.Parts(alert))
        {
            problems.Try($"{path}:{setting}", read);
        }

        // What no single setting shows: the number of conditions, which is known if all of them can be read.
        (string Setting, bool IsSet)[] conditions = [.. AlertRuleReader.Conditions(alert)];
        bool isMiscounted = conditions.Count(one => one.IsSet) != 1
            && !conditions.Any(one => problems.Options.IsUnreadable($"{path}:{one.Setting}"));
        if (isMiscounted || (problems.Count == before && !problems.Options.IsPartial(path)))
        {
            problems.Try(path, () => AlertRuleReader.Read(alert));
        }
    }

    private static void Unused(OptionProblems problems, string path, IEnumerable<(string Setting, string User, string Problem)> unused)
    {
        foreach ((string setting, string user, string problem) in unused)
        {
            if (!problems.Options.IsUnreadable($"{path}:{user}"))
            {
                problems.Add($"{path}:{setting}", problem);
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
