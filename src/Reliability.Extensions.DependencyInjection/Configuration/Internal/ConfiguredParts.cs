using Microsoft.Extensions.Configuration;
using Reliability.Alerting;
using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>
/// Adds what configuration declares and the options alone do not make: feeds, policies and webhooks. They are added through the methods
/// that code calls, so that both obey the same rules.
/// </summary>
internal sealed class ConfiguredParts
{
    private readonly ReliabilityBuilder _builder;
    private readonly ReliabilityOptions _options = new();

    private ConfiguredParts(ReliabilityBuilder builder) => _builder = builder;

    public static void AddTo(ReliabilityBuilder builder, IConfiguration section)
    {
        var parts = new ConfiguredParts(builder);

        // What cannot be read is reported when the host starts.
        if (ConfigurationCheck.Bind(section, parts._options))
        {
            parts.Add();
        }
    }

    private void Add()
    {
        foreach ((string slo, SloOptions options) in _options.Slos)
        {
            AddFeeds($"{nameof(ReliabilityOptions.Slos)}:{slo}:", slo, options);
        }

        foreach ((string metric, MetricOptions options) in _options.Metrics)
        {
            AddFeeds($"{nameof(ReliabilityOptions.Metrics)}:{metric}:", metric, options);
        }

        foreach ((string name, BudgetPolicyOptions policy) in Taken(nameof(ReliabilityOptions.Policies), _options.Policies))
        {
            AddPolicy($"{nameof(ReliabilityOptions.Policies)}:{name}", name, policy);
        }

        foreach ((string name, WebhookOptions webhook) in Taken(nameof(ReliabilityOptions.Webhooks), _options.Webhooks))
        {
            AddWebhook($"{nameof(ReliabilityOptions.Webhooks)}:{name}", name, webhook);
        }
    }

    private void AddFeeds(string path, string name, FedOptions options)
    {
        Each(path + nameof(options.Meters), options.Meters, (at, meter) => AddMeter(at, name, meter));
        Each(path + nameof(options.Activities), options.Activities, (at, activities) => AddActivities(at, name, activities));
        Each(path + nameof(options.Logs), options.Logs, (at, logs) => AddLogs(at, name, logs));
        Each(path + nameof(options.Libraries), options.Libraries, (at, library) => AddLibrary(at, name, library));
        Each(
            path + nameof(options.HealthChecks), options.HealthChecks, (at, check) => Try(at, () => _builder.FromHealthCheck(name, check)));
    }

    private void AddMeter(string path, string slo, MeterFeedOptions meter)
    {
        bool isPair = meter.Total is not null || meter.Bad is not null;
        if (isPair && meter.Instrument is not null)
        {
            Problem(path, "Instrument and Total with Bad exclude each other; set Instrument, or Total and Bad.");
        }
        else if (isPair
            ? IsSet(path, nameof(meter.Meter), meter.Meter) & IsSet(path, nameof(meter.Total), meter.Total)
                & IsSet(path, nameof(meter.Bad), meter.Bad)
            : IsSet(path, nameof(meter.Meter), meter.Meter) & IsSet(path, nameof(meter.Instrument), meter.Instrument))
        {
            Try(path, () => _ = isPair
                ? _builder.FromMeter(slo, meter.Meter, meter.Total!, meter.Bad!, Configure)
                : _builder.FromMeter(slo, meter.Meter, meter.Instrument!, Configure));
        }

        void Configure(MeterFilter filter)
        {
            Select(path, meter.Where, filter.Where, filter.WhereNot, filter.WherePrefix);
            Judge(path, meter.BadWhen, filter.BadWhen, filter.BadWhen, filter.BadWhenPrefix);
        }
    }

    private void AddActivities(string path, string slo, ActivityFeedOptions activities)
    {
        if (IsSet(path, nameof(activities.Source), activities.Source))
        {
            Try(path, () => _ = activities.Name is { } name
                ? _builder.FromActivities(slo, activities.Source, name, Configure)
                : _builder.FromActivities(slo, activities.Source, Configure));
        }

        void Configure(ActivityFilter filter)
        {
            Select(path, activities.Where, filter.Where, filter.WhereNot, filter.WherePrefix);
            Judge(path, activities.BadWhen, filter.BadWhen, filter.BadWhen, filter.BadWhenPrefix);
        }
    }

    private void AddLogs(string path, string slo, LogFeedOptions logs)
    {
        if (IsSet(path, nameof(logs.Category), logs.Category))
        {
            Try(path, () => _ = logs.GoodEvent is { } good
                ? _builder.FromLogs(slo, logs.Category, logs.Level, good)
                : _builder.FromLogs(slo, logs.Category, logs.Level));
        }
    }

    private void AddLibrary(string path, string slo, LibraryFeedOptions library)
    {
        if (library.Timeout is { } timeout && library.Library != ObservedLibrary.HttpClient)
        {
            Problem($"{path}:{nameof(library.Timeout)}", Check.Text($"{timeout} is set, but only HttpClient uses it."));
        }

        Try(path, () => _ = library.Library switch
        {
            ObservedLibrary.Npgsql => _builder.FromNpgsql(slo, library.Name),
            ObservedLibrary.HttpClient => _builder.FromHttpClient(slo, library.Name, library.Timeout),
            ObservedLibrary.Polly => _builder.FromPolly(slo, library.Name),
            ObservedLibrary.GrpcClient => _builder.FromGrpcClient(slo, library.Name),
            _ => throw new ArgumentException(Check.WordRejection(library.Library, ObservedLibrary.Unknown), nameof(library)),
        });
    }

    private void Select(
        string path,
        IList<TagConditionOptions> conditions,
        Func<string, string, object> equal,
        Func<string, string, object> not,
        Func<string, string, object> prefix) =>
        Each($"{path}:{nameof(MeterFeedOptions.Where)}", conditions, (at, condition) => Try(at, () => _ = condition switch
        {
            { Value: { } value, Prefix: null, Not: null } => equal(condition.Tag, value),
            { Value: null, Prefix: { } value, Not: null } => prefix(condition.Tag, value),
            { Value: null, Prefix: null, Not: { } value } => not(condition.Tag, value),
            _ => throw new ArgumentException("A condition has exactly one of Value, Prefix and Not.", nameof(conditions)),
        }));

    private void Judge(
        string path,
        IList<TagConditionOptions> conditions,
        Func<string, object> present,
        Func<string, string, object> equal,
        Func<string, string, object> prefix) =>
        Each($"{path}:{nameof(MeterFeedOptions.BadWhen)}", conditions, (at, condition) => Try(at, () => _ = condition switch
        {
            { Value: null, Prefix: null, Not: null } => present(condition.Tag),
            { Value: { } value, Prefix: null, Not: null } => equal(condition.Tag, value),
            { Value: null, Prefix: { } value, Not: null } => prefix(condition.Tag, value),
            _ => throw new ArgumentException(
                "A condition for what is bad has Value, Prefix or neither, and never Not.", nameof(conditions)),
        }));

    private void AddPolicy(string path, string name, BudgetPolicyOptions policy)
    {
        bool isValid = IsSet(path, nameof(policy.Slo), policy.Slo);
        if (policy.ActsAt is null)
        {
            isValid = Problem($"{path}:{nameof(policy.ActsAt)}", "ActsAt is not set, but a policy needs it.");
        }

        (string Setting, Func<object> Read)[] parts =
        [
            (nameof(policy.ActsAt), () => new BudgetPolicy("any", "any", policy.ActsAt ?? 0)),
            (nameof(policy.RecoveryMargin), () => new BudgetPolicy("any", "any", 0) { RecoveryMargin = policy.RecoveryMargin }),
            .. AlertRuleReader.GuardParts(policy.MinBadEvents, policy.MinValues, policy.Confidence),
        ];
        foreach ((string setting, Func<object> read) in parts)
        {
            isValid &= Try($"{path}:{setting}", () => _ = read());
        }

        isValid &= Try(path, () => _ = new BudgetPolicy(name, "any", 0));
        if (isValid)
        {
            _builder.AddPolicy(new BudgetPolicy(name, policy.Slo, policy.ActsAt!.Value)
            {
                RecoveryMargin = policy.RecoveryMargin,
                Guard = AlertRuleReader.Guard(policy.MinBadEvents, policy.MinValues, policy.Confidence),
                Severity = policy.Severity,
                Notifies = policy.Notifies,
                FreezesReleases = policy.FreezesReleases,
                IsDryRun = policy.IsDryRun,
            });
        }
    }

    private void AddWebhook(string path, string name, WebhookOptions webhook)
    {
        (string Setting, string Fault)[] faults = [.. webhook.Faults()];
        foreach ((string setting, string fault) in faults)
        {
            Problem($"{path}:{setting}", $"{setting} {fault}");
        }

        if (faults.Length == 0)
        {
            Try(path, () => _builder.AddWebhook(name, webhook.CopyTo));
        }
    }

    private void Each<T>(string path, IList<T> items, Action<string, T> add)
    {
        int index = 0;
        foreach (T item in Taken(path, items))
        {
            add(FormattableString.Invariant($"{path}:{index++}"), item);
        }
    }

    /// <summary>Notes that the parts of a path are registered, because parts that code adds to the options later would not be.</summary>
    private ICollection<T> Taken<T>(string path, ICollection<T> items)
    {
        int count = items.Count;
        _builder.Configure(options => options.Taken[path] = options.Taken.GetValueOrDefault(path) + count);
        return items;
    }

    private bool IsSet(string path, string setting, string? value) =>
        !string.IsNullOrWhiteSpace(value) || Problem($"{path}:{setting}", $"{setting} is not set.");

    /// <summary>Does something that can show a problem of a setting.</summary>
    /// <returns>Whether there is none.</returns>
    private bool Try(string path, Action add)
    {
        string? outer = _builder.Setting;
        _builder.Setting = path;
        try
        {
            add();
            return true;
        }
        catch (ArgumentException e)
        {
            return Problem(path, OptionProblems.Sentence(e));
        }
        finally
        {
            _builder.Setting = outer;
        }
    }

    /// <summary>Reports a problem, unless the setting could not be read, which is reported when the options are bound.</summary>
    /// <returns><see langword="false"/>.</returns>
    private bool Problem(string path, string problem)
    {
        if (!_options.IsUnreadable(path))
        {
            string full = $"{_options.PathOf(path)}: {problem}";
            _builder.Configure(options => options.Problems.Add(full));
        }

        return false;
    }
}
