using System.Reflection;
using Reliability.Alerting;
using Reliability.AspNetCore;
using Reliability.Hosting;
using Reliability.Slos;
using Reliability.Tests.Shared;

namespace Reliability.Docs.Tests;

/// <summary>Everything that code can declare, configuration can, except what is a delegate or an object of the application.</summary>
public sealed class ConfigurationCoverageTests
{
    /// <summary>What code declares, with the setting that declares the same.</summary>
    private static readonly Dictionary<string, string> Settings = new(StringComparer.Ordinal)
    {
        ["SloBuilder.Availability(target)"] = "SloOptions.Target",
        ["SloBuilder.Latency(threshold)"] = "SloOptions.Threshold",
        ["SloBuilder.Latency(target)"] = "SloOptions.Target",
        ["SloBuilder.Score(average)"] = "SloOptions.Average",
        ["SloBuilder.Score(scale)"] = "SloOptions.Scale",
        ["SloBuilder.ZeroTolerance(allowedEvents)"] = "SloOptions.AllowedEvents",
        ["SloBuilder.Measurement(limit)"] = "SloOptions.Limit",
        ["SloBuilder.Measurement(target)"] = "SloOptions.Target",
        ["SloBuilder.Measurement(goodAtLeast)"] = "SloOptions.GoodAtLeast",
        ["SloBuilder.OverRolling(length)"] = "SloOptions.Rolling",
        ["SloBuilder.OverCalendar(period)"] = "SloOptions.Calendar",
        ["SloBuilder.OverCalendar(zone)"] = "SloOptions.Zone",
        ["SloBuilder.Over(window)"] = "SloOptions.Rolling", // or Calendar and Zone
        ["SloBuilder.InTimeSlices(length)"] = "SloOptions.SliceLength",
        ["SloBuilder.InTimeSlices(sliceTargetPercent)"] = "SloOptions.SliceTarget",
        ["SloBuilder.InTimeSlices(missing)"] = "SloOptions.MissingSlices",
        ["SloBuilder.InTimeSlices(minCoverageShare)"] = "SloOptions.MinCoverageShare",
        ["SloBuilder.OfService(service)"] = "SloOptions.Service",
        ["SloBuilder.Describe(description)"] = "SloOptions.Description",
        ["SloBuilder.AtRiskBelow(share)"] = "SloOptions.AtRiskBelow",
        ["SloBuilder.ExpectsEvents(within)"] = "SloOptions.ExpectsEventsWithin",
        ["SloBuilder.AlertWhen(rule)"] = "SloOptions.Alerts",
        ["SloBuilder.AlertOnBurnRate(scaling)"] = "SloOptions.BurnRateScaling",
        ["SloBuilder.WithoutAlerts()"] = "SloOptions.WithoutAlerts",

        ["AlertRule.Name"] = "AlertRuleOptions.Name",
        ["AlertRule.Severity"] = "AlertRuleOptions.Severity",
        ["BadEventRule"] = "AlertRuleOptions.AnyBadEvent",
        ["BadEventRule.Window"] = "AlertRuleOptions.Window",
        ["BurnRateRule.LongWindow"] = "AlertRuleOptions.Window",
        ["BurnRateRule.ShortWindow"] = "AlertRuleOptions.ShortWindow",
        ["BurnRateRule.Factor"] = "AlertRuleOptions.BurnRateAbove",
        ["MeanBelowRule.Mean"] = "AlertRuleOptions.MeanBelow",
        ["MeanBelowRule.Window"] = "AlertRuleOptions.Window",
        ["PercentBelowRule.Percent"] = "AlertRuleOptions.PercentBelow",
        ["PercentBelowRule.Window"] = "AlertRuleOptions.Window",
        ["QuantileAboveRule.Quantile"] = "AlertRuleOptions.Quantile",
        ["QuantileAboveRule.Limit"] = "AlertRuleOptions.QuantileAbove",
        ["QuantileAboveRule.Window"] = "AlertRuleOptions.Window",
        ["Guard.MinBadEvents of a rule"] = "AlertRuleOptions.MinBadEvents",
        ["Guard.MinValues of a rule"] = "AlertRuleOptions.MinValues",
        ["Guard.Confidence of a rule"] = "AlertRuleOptions.Confidence",

        ["BudgetPolicy.Name"] = "ReliabilityOptions.Policies",
        ["BudgetPolicy.Slo"] = "BudgetPolicyOptions.Slo",
        ["BudgetPolicy.ActsAt"] = "BudgetPolicyOptions.ActsAt",
        ["BudgetPolicy.RecoveryMargin"] = "BudgetPolicyOptions.RecoveryMargin",
        ["BudgetPolicy.Severity"] = "BudgetPolicyOptions.Severity",
        ["BudgetPolicy.Notifies"] = "BudgetPolicyOptions.Notifies",
        ["BudgetPolicy.FreezesReleases"] = "BudgetPolicyOptions.FreezesReleases",
        ["BudgetPolicy.IsDryRun"] = "BudgetPolicyOptions.IsDryRun",
        ["Guard.MinBadEvents of a policy"] = "BudgetPolicyOptions.MinBadEvents",
        ["Guard.MinValues of a policy"] = "BudgetPolicyOptions.MinValues",
        ["Guard.Confidence of a policy"] = "BudgetPolicyOptions.Confidence",

        ["RequestFilter.Route(pattern)"] = "RequestFeedOptions.Routes",
        ["RequestFilter.ExcludeRoute(pattern)"] = "RequestFeedOptions.ExcludedRoutes",
        ["RequestFilter.Method(method)"] = "RequestFeedOptions.Methods",
        ["RequestFilter.BadStatus(status)"] = "RequestFeedOptions.BadStatuses",
        ["RequestFilter.IgnoreStatus(status)"] = "RequestFeedOptions.IgnoredStatuses",
        ["RequestFilter.ToFirstByte()"] = "RequestFeedOptions.ToFirstByte",
        ["MeterFilter.Where(tag)"] = "TagConditionOptions.Tag",
        ["MeterFilter.Where(value)"] = "TagConditionOptions.Value",
        ["MeterFilter.WhereNot(tag)"] = "TagConditionOptions.Tag",
        ["MeterFilter.WhereNot(value)"] = "TagConditionOptions.Not",
        ["MeterFilter.WherePrefix(tag)"] = "TagConditionOptions.Tag",
        ["MeterFilter.WherePrefix(prefix)"] = "TagConditionOptions.Prefix",
        ["MeterFilter.BadWhen(tag)"] = "MeterFeedOptions.BadWhen",
        ["MeterFilter.BadWhen(value)"] = "TagConditionOptions.Value",
        ["MeterFilter.BadWhenPrefix(tag)"] = "MeterFeedOptions.BadWhen",
        ["MeterFilter.BadWhenPrefix(prefix)"] = "TagConditionOptions.Prefix",
        ["ActivityFilter.Where(tag)"] = "TagConditionOptions.Tag",
        ["ActivityFilter.Where(value)"] = "TagConditionOptions.Value",
        ["ActivityFilter.WhereNot(tag)"] = "TagConditionOptions.Tag",
        ["ActivityFilter.WhereNot(value)"] = "TagConditionOptions.Not",
        ["ActivityFilter.WherePrefix(tag)"] = "TagConditionOptions.Tag",
        ["ActivityFilter.WherePrefix(prefix)"] = "TagConditionOptions.Prefix",
        ["ActivityFilter.BadWhen(tag)"] = "ActivityFeedOptions.BadWhen",
        ["ActivityFilter.BadWhen(value)"] = "TagConditionOptions.Value",
        ["ActivityFilter.BadWhenPrefix(tag)"] = "ActivityFeedOptions.BadWhen",
        ["ActivityFilter.BadWhenPrefix(prefix)"] = "TagConditionOptions.Prefix",

        ["r.AddSlo"] = "ReliabilityOptions.Slos",
        ["r.AddMetric"] = "ReliabilityOptions.Metrics",
        ["r.AlertOnTrend"] = "SloOptions.TrendRule",
        ["r.RecordDeployments"] = "DeploymentOptions.RecordHosts",
        ["r.OpenIncidentsFromAlerts"] = "IncidentOptions.OpenFromAlerts",
        ["r.AddPolicy"] = "ReliabilityOptions.Policies",
        ["r.AddWebhook"] = "ReliabilityOptions.Webhooks",
        ["r.FromRequests"] = "SloOptions.Requests",
        ["r.FromMeter"] = "SloOptions.Meters",
        ["r.FromActivities"] = "SloOptions.Activities",
        ["r.FromLogs"] = "SloOptions.Logs",
        ["r.FromHealthCheck"] = "SloOptions.HealthChecks",
        ["r.FromNpgsql"] = "SloOptions.Libraries",
        ["r.FromHttpClient"] = "SloOptions.Libraries",
        ["r.FromPolly"] = "SloOptions.Libraries",
        ["r.FromGrpcClient"] = "SloOptions.Libraries",
        ["r.UseSqlite"] = "SqliteStoreOptions.Path",
        ["r.UseRedis"] = "RedisStoreOptions.Configuration",
        ["r.UsePostgres"] = "PostgresStoreOptions.ConnectionString",
    };

    /// <summary>Delegates and objects of the application, which text cannot name.</summary>
    private static readonly string[] Exceptions =
    [
        "BudgetPolicy.Action", "r.AddNotifier", "r.UseStore", "r.UseSeriesStore", "r.UseRecurrence",
    ];

    /// <summary>The kind, which in code is the name of a method.</summary>
    private static readonly string[] OfConfiguration = ["SloOptions.Kind"];

    [Fact]
    public void Everything_that_code_can_declare_has_a_setting() =>
        Declared().Distinct(StringComparer.Ordinal).Should().BeEquivalentTo(Settings.Keys.Concat(Exceptions));

    [Fact]
    public void Every_setting_that_stands_for_a_declaration_exists() => Settings.Values.Should().BeSubsetOf(Existing());

    [Fact]
    public void Every_setting_of_an_objective_an_alert_and_a_policy_stands_for_a_declaration() =>
        Existing().Where(setting => setting.Split('.')[0] is nameof(SloOptions) or nameof(AlertRuleOptions) or nameof(BudgetPolicyOptions))
            .Except(OfConfiguration, StringComparer.Ordinal)
            .Should().BeSubsetOf(Settings.Values);

    private static string[] Existing() =>
    [
        .. ShippedLibraries.All.SelectMany(library => library.GetExportedTypes())
            .Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties().Select(property => $"{type.Name}.{property.Name}")),
    ];

    private static IEnumerable<string> Declared()
    {
        Type[] builders = [typeof(SloBuilder), typeof(RequestFilter), typeof(MeterFilter), typeof(ActivityFilter)];
        IEnumerable<string> calls = builders.SelectMany(builder => builder
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => method.ReturnType == builder)
            .SelectMany(method => method.GetParameters() is { Length: > 0 } parameters
                ? parameters.Select(parameter => $"{builder.Name}.{method.Name}({parameter.Name})")
                : [$"{builder.Name}.{method.Name}()"]));

        Type[] rules =
        [
            .. typeof(AlertRule).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(AlertRule))), typeof(AlertRule),
        ];
        IEnumerable<string> ofRules = rules.SelectMany(type => Own(type, except: [nameof(AlertRule.MaxWindow)], "a rule"))
            .Append(nameof(BadEventRule)); // it has no value of its own
        IEnumerable<string> ofPolicies = Own(typeof(BudgetPolicy), except: [], "a policy");

        IEnumerable<string> extensions = ShippedLibraries.All.SelectMany(library => library.GetExportedTypes())
            .Where(type => type is { IsAbstract: true, IsSealed: true })
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(method => method.GetParameters() is [{ ParameterType: var first }, ..] && IsBuilder(first))
            .Select(method => $"r.{method.Name}");
        return calls.Concat(ofRules).Concat(ofPolicies).Concat(extensions);
    }

    private static bool IsBuilder(Type type) => type == typeof(ReliabilityBuilder)
        || (type.IsGenericParameter && type.GetGenericParameterConstraints().Contains(typeof(IReliabilityBuilder)));

    /// <summary>The properties of a rule or a policy, with those of its guard.</summary>
    private static IEnumerable<string> Own(Type type, string[] except, string owner) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(property => !except.Contains(property.Name))
        .SelectMany(property => property.PropertyType == typeof(LowTrafficGuard)
            ? typeof(LowTrafficGuard).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(figure => $"Guard.{figure.Name} of {owner}")
            : [$"{type.Name}.{property.Name}"]);
}
