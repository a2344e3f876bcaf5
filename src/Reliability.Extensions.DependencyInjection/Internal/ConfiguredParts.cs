using Microsoft.Extensions.Configuration;
using Reliability.Alerting;

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

        // What cannot be bound is reported when the host starts.
        if (ConfigurationCheck.Bind(section, parts._options))
        {
            parts.Add();
        }
    }

    private void Add()
    {
        foreach ((string slo, SloOptions options) in _options.Slos)
        {
            string path = $"{nameof(ReliabilityOptions.Slos)}:{slo}:";
            Each(path + nameof(SloOptions.Meters), options.Meters, (at, meter) => AddMeter(at, slo, meter));
            Each(
                path + nameof(SloOptions.HealthChecks),
                options.HealthChecks,
                (at, check) => Try(at, () => _builder.FromHealthCheck(slo, check)));
        }

        foreach ((string name, PolicyOptions policy) in Taken(nameof(ReliabilityOptions.Policies), _options.Policies))
        {
            AddPolicy($"{nameof(ReliabilityOptions.Policies)}:{name}", name, policy);
        }

        foreach ((string name, WebhookOptions webhook) in Taken(nameof(ReliabilityOptions.Webhooks), _options.Webhooks))
        {
            Try($"{nameof(ReliabilityOptions.Webhooks)}:{name}", () => _builder.AddWebhook(name, webhook.CopyTo));
        }
    }

    private void AddMeter(string path, string slo, MeterFeedOptions meter)
    {
        if (IsSet(path, nameof(meter.Meter), meter.Meter) & IsSet(path, nameof(meter.Instrument), meter.Instrument))
        {
            Try(path, () => _builder.FromMeter(slo, meter.Meter, meter.Instrument, filter =>
            {
                Each($"{path}:{nameof(meter.Where)}", meter.Where, (at, one) => Select(at, filter, one));
                Each($"{path}:{nameof(meter.BadWhen)}", meter.BadWhen, (at, one) => Judge(at, filter, one));
            }));
        }
    }

    private void Select(string path, MeterFilter filter, TagConditionOptions condition)
    {
        switch (condition)
        {
            case { Value: { } value, Prefix: null, Not: null }:
                Try(path, () => filter.Where(condition.Tag, value));
                break;
            case { Value: null, Prefix: { } prefix, Not: null }:
                Try(path, () => filter.WherePrefix(condition.Tag, prefix));
                break;
            case { Value: null, Prefix: null, Not: { } not }:
                Try(path, () => filter.WhereNot(condition.Tag, not));
                break;
            default:
                Problem(path, "A condition has exactly one of Value, Prefix and Not.");
                break;
        }
    }

    private void Judge(string path, MeterFilter filter, TagConditionOptions condition)
    {
        switch (condition)
        {
            case { Value: null, Prefix: null, Not: null }:
                Try(path, () => filter.BadWhen(condition.Tag));
                break;
            case { Value: { } value, Prefix: null, Not: null }:
                Try(path, () => filter.BadWhen(condition.Tag, value));
                break;
            case { Value: null, Prefix: { } prefix, Not: null }:
                Try(path, () => filter.BadWhenPrefix(condition.Tag, prefix));
                break;
            default:
                Problem(path, "A condition for bad measurements has Value, Prefix or neither, and never Not.");
                break;
        }
    }

    private void AddPolicy(string path, string name, PolicyOptions policy)
    {
        if (!IsSet(path, nameof(policy.Slo), policy.Slo))
        {
            return;
        }

        if (policy.ActsAt is not { } actsAt)
        {
            Problem($"{path}:{nameof(policy.ActsAt)}", "ActsAt is not set, but a policy needs it.");
            return;
        }

        Try(path, () => _builder.AddPolicy(new BudgetPolicy(name, policy.Slo, actsAt)
        {
            RecoveryMargin = policy.RecoveryMargin,
            Severity = policy.Severity,
            Notifies = policy.Notifies,
            FreezesReleases = policy.FreezesReleases,
            IsDryRun = policy.IsDryRun,
        }));
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

    private bool IsSet(string path, string setting, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Problem($"{path}:{setting}", $"{setting} is not set.");
            return false;
        }

        return true;
    }

    private void Try(string path, Action add)
    {
        try
        {
            add();
        }
        catch (ArgumentException e)
        {
            Problem(path, OptionProblems.Sentence(e));
        }
    }

    private void Problem(string path, string problem)
    {
        string full = $"{_options.PathOf(path)}: {problem}";
        _builder.Configure(options => options.Problems.Add(full));
    }
}
