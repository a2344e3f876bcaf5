using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>Specifies when an objective alerts.</summary>
public abstract record AlertRule
{
    private protected AlertRule(string name) => Name = name;

    /// <summary>Gets the name, unique within the objective. Default: a name that is built from the values of the rule.</summary>
    public string Name { get; init => field = StoreName.Require(value); }

    /// <summary>
    /// Gets the severity. Default: <see cref="AlertSeverity.Ticket"/>, because nobody is paged unless the declaration states it. A
    /// burn-rate rule receives its severity in its constructor.
    /// </summary>
    public AlertSeverity Severity { get; init; } = AlertSeverity.Ticket;

    /// <summary>Gets the maximum window that the rule evaluates.</summary>
    public abstract TimeSpan MaxWindow { get; }

    internal virtual bool NeedsSketches => false;

    /// <summary>Returns the reason why the rule does not fit an objective, or null if it fits.</summary>
    internal virtual string? Fault(ObjectiveTerms terms) => null;

    private protected static TimeSpan RequireWindow(TimeSpan window, string parameter)
    {
        Check.That(
            window >= TimeSpan.FromMinutes(1) && window <= TimeSpan.FromDays(90) && window.Ticks % TimeSpan.TicksPerMinute == 0,
            window,
            "The window of an alert rule must be 1 minute to 90 days, in whole minutes.",
            parameter);
        return window;
    }
}
