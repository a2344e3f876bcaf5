using System.Collections;
using System.Globalization;
using System.Text;
using Reliability.Dashboard;
using Reliability.Experiments;
using Reliability.Jobs;
using Reliability.Recording;
using Reliability.Statistics;
using Reliability.Storage.Postgres;
using Reliability.Storage.Redis;
using Reliability.Storage.Sqlite;
using Reliability.Storage;
using Reliability.Trends;

namespace Reliability.Docs.Tests;

/// <summary>
/// The page docs/settings.md: every setting with its default and its valid range, from the options and their documentation.
/// </summary>
internal static class SettingsPage
{
    private static readonly (string Title, string Intro, Type Options)[] Groups =
    [
        ("Setup",
            "`services.AddReliability(r => r.Configure(options => ...))`, or the configuration section that you pass.",
            typeof(ReliabilityOptions)),
        ("Alerting", "`Alerting` of the setup.", typeof(AlertingOptions)),
        ("Experiments", "`Experiments` of the setup.", typeof(ExperimentOptions)),
        ("Deployments", "`Deployments` of the setup.", typeof(DeploymentOptions)),
        ("Incidents", "`Incidents` of the setup.", typeof(IncidentOptions)),
        ("Postmortems", "`Postmortems` of the setup.", typeof(PostmortemOptions)),
        ("Technical debt", "`Debt` of the setup.", typeof(DebtOptions)),
        ("Release policy", "`ReleasePolicy` of the setup: `Allow`, `Warn` or `Block` for each finding.", typeof(ReleasePolicyOptions)),
        ("An objective in configuration", "`Slos:{name}` of the setup.", typeof(SloOptions)),
        ("An alert rule in configuration", "`Slos:{name}:Alerts:{index}` of the setup.", typeof(AlertRuleOptions)),
        ("Requests of an objective in configuration", "`Slos:{name}:Requests:{index}` of the setup.", typeof(RequestFeedOptions)),
        ("An instrument in configuration", "`Slos:{name}:Meters:{index}` of the setup.", typeof(MeterFeedOptions)),
        ("Activities in configuration", "`Slos:{name}:Activities:{index}` of the setup.", typeof(ActivityFeedOptions)),
        ("Log entries in configuration", "`Slos:{name}:Logs:{index}` of the setup.", typeof(LogFeedOptions)),
        ("A library in configuration", "`Slos:{name}:Libraries:{index}` of the setup.", typeof(LibraryFeedOptions)),
        (
            "A condition on a tag",
            "`Slos:{name}:Meters:{index}:Where:{index}` and `...:BadWhen:{index}` of the setup, and the same of `Activities`.",
            typeof(TagConditionOptions)),
        (
            "A metric in configuration",
            "`Metrics:{name}` of the setup. Its feeds are written as those of an objective.",
            typeof(MetricOptions)),
        (
            "A trend rule in configuration",
            "`Metrics:{name}:TrendRule` or `Slos:{name}:TrendRule` of the setup.",
            typeof(TrendRuleOptions)),
        ("A policy in configuration", "`Policies:{name}` of the setup.", typeof(BudgetPolicyOptions)),
        ("Webhook", "`AddWebhook(name, options => ...)`, or `Webhooks:{name}` of the setup.", typeof(WebhookOptions)),
        ("Dashboard", "`app.MapReliabilityDashboard(prefix, options => ...)`.", typeof(DashboardOptions)),
        ("Recorder without a host", "`new ReliabilityRecorder(store, series, options)`.", typeof(RecorderOptions)),
        (
            "Experiments without a host",
            "`new ExperimentTracker(store, options)`, or `Experiments` of the setup for most of it.",
            typeof(TrackerOptions)),
        ("Simulated A/A tests", "`AaTest.Run(..., options)`.", typeof(AaTestOptions)),
        ("Trends without a host", "`Trend.Analyze(metric, series, options)` and `MetricTrends.Options`.", typeof(TrendOptions)),
        ("Search for shifts", "`ChangePoints.Find(positions, values, options)`.", typeof(ChangePointOptions)),
        ("Forecasts", "`HoltWinters.Fit(values, options)`.", typeof(HoltWintersOptions)),
        ("Jobs without a host", "`new JobCoordinator(documents, leases, options)`.", typeof(JobCoordinatorOptions)),
        ("SQLite", "`UseSqlite(options => ...)`, or `Stores:Sqlite` of the setup with `UseSqlite()`.", typeof(SqliteStoreOptions)),
        (
            "PostgreSQL",
            "`UsePostgres(options => ...)`, or `Stores:Postgres` of the setup with `UsePostgres()`.",
            typeof(PostgresStoreOptions)),
        ("A table of raw values in PostgreSQL", "`new RawMetricReader(options)`.", typeof(RawMetricReaderOptions)),
        ("Redis", "`UseRedis(options => ...)`, or `Stores:Redis` of the setup with `UseRedis()`.", typeof(RedisStoreOptions)),
    ];

    /// <summary>The types of options that have a table.</summary>
    public static IEnumerable<Type> Types => Groups.Select(group => group.Options);

    public static string Make()
    {
        StringBuilder page = new();
        page.Append("# Settings\n\nEvery setting with its default and its valid range. A value outside its range stops the host at ")
            .Append("startup with a message that names the setting. Durations in configuration are `[d.]hh:mm:ss`. This page is generated ")
            .Append("from the options: run `eng/pages.sh` after a change.\n");
        foreach ((string title, string intro, Type options) in Groups)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## {title}\n\n{intro}\n\n| setting | default | range and meaning |\n|---|---|---|\n");
            object? defaults = options.GetConstructor(Type.EmptyTypes) is null ? null : Activator.CreateInstance(options);
            foreach (Setting setting in Setting.Of(options))
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{setting.Name}` | {Default(setting, defaults)} | {setting.MeaningWithoutDefault} |\n");
            }
        }

        return page.ToString();
    }

    /// <summary>
    /// The value that applies when nothing is set: the one of the options, or the one that the documentation states where a reader of the
    /// options supplies it.
    /// </summary>
    private static string Default(Setting setting, object? defaults) =>
        (defaults is null ? null : setting.Property.GetValue(defaults)) switch
        {
            null => setting.StatedDefault ?? "none",
            Enum value when value.ToString() == "Unknown" => setting.StatedDefault ?? "none",
            string name when name.Contains(Environment.MachineName, StringComparison.Ordinal) || Guid.TryParse(name, out _) =>
                setting.StatedDefault ?? throw new InvalidOperationException($"The documentation of {setting.Name} states no default."),
            string text => text.Length == 0 ? setting.StatedDefault ?? "empty" : $"`{text}`",
            bool value => value ? "`true`" : "`false`",
            ICollection { Count: 0 } => setting.StatedDefault ?? "empty",
            SeriesRetention => setting.StatedDefault!,
            DateOnly day => $"`{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}`",
            TimeZoneInfo zone => $"`{zone.Id}`",
            object value when value.GetType().Namespace == "Reliability" && !value.GetType().IsEnum => "see below",
            object value => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
        };
}
