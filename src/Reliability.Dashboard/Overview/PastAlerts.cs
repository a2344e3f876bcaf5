using Reliability.Alerting;

namespace Reliability.Dashboard.Internal;

/// <summary>Which alerts fired at a time in the past, by the notifications that the store has.</summary>
internal sealed class PastAlerts
{
    public const string Limit = "Alerts are firing if their recorded notifications say so; which ones were pending is not recorded.";

    /// <summary>The most that can be read of the history of a service.</summary>
    private const int MaxCount = 1000;

    private readonly Dictionary<(string Slo, string Rule), AlertNotification> _last = [];
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    private PastAlerts()
    {
    }

    public static async ValueTask<PastAlerts> ReadAsync(
        IAlerts alerts, IEnumerable<string> services, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var past = new PastAlerts();
        foreach (string service in services.Distinct(StringComparer.Ordinal))
        {
            IReadOnlyList<AlertNotification> history =
                await alerts.GetHistoryAsync(service, MaxCount, cancellationToken).ConfigureAwait(false);
            if (history.Count == MaxCount && history.Min(TimeOf) > at)
            {
                past._unknown.Add(service);
            }

            foreach (AlertNotification one in history.Where(one => TimeOf(one) <= at).OrderBy(TimeOf).ThenBy(one => one.Kind))
            {
                past._last[(one.Slo, one.Rule)] = one;
            }
        }

        return past;
    }

    /// <summary>Returns why the states of the alerts of a service are not known; <see langword="null"/> if they are.</summary>
    public string? ProblemOf(string service) => _unknown.Contains(service)
        ? $"The states of alerts are absent: the last {MaxCount} notifications of the service are all later than this time."
        : null;

    /// <summary>Returns the notification by which an alert fired at that time; <see langword="null"/> if it did not.</summary>
    public AlertNotification? Firing(string slo, string rule) =>
        _last.GetValueOrDefault((slo, rule)) is { Kind: AlertTransitionKind.Fired } fired ? fired : null;

    /// <summary>Returns the alerts of an objective that fired at that time.</summary>
    public IEnumerable<AlertNotification> FiringOf(string slo) =>
        _last.Values.Where(one => one.Kind == AlertTransitionKind.Fired && one.Slo == slo);

    private static DateTimeOffset TimeOf(AlertNotification one) => one.ResolvedAt ?? one.FiredAt;
}
