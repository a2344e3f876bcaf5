using Reliability.Slos;

namespace Reliability.Alerting;

/// <summary>
/// A notification about one transition of an alert. It can be delivered more than once, each time with the same <see cref="AlertId"/> and
/// <see cref="Kind"/>.
/// </summary>
public sealed record AlertNotification
{
    /// <summary>
    /// Gets the ID of the alert. It is the same when the alert fires and when it resolves, in all processes. If the rule fires again, the
    /// alert has a new ID.
    /// </summary>
    public required string AlertId { get; init; }

    /// <summary>Gets the kind of transition.</summary>
    public required AlertTransitionKind Kind { get; init; }

    /// <summary>Gets the service.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the name of the objective, or of the metric whose trend the alert is about.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the name of the rule.</summary>
    public required string Rule { get; init; }

    /// <summary>Gets the severity of the rule.</summary>
    public required AlertSeverity Severity { get; init; }

    /// <summary>Gets the time at which the alert fired.</summary>
    public required DateTimeOffset FiredAt { get; init; }

    /// <summary>Gets the time at which the alert resolved, or <see langword="null"/> if it is firing.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Gets the explanation of the rule's reading: windows, counts, value and threshold.</summary>
    public required string Explanation { get; init; }

    /// <summary>Gets the condition under which the alert resolves, or resolved.</summary>
    public required string ClearsWhen { get; init; }

    /// <summary>
    /// Gets the address of the objective's page in the dashboard, or <see langword="null"/> if the application does not state the public
    /// address of its dashboard. The history does not hold it.
    /// </summary>
    public Uri? Page { get; init; }
}
