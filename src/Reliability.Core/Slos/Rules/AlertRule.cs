using Reliability.Common.Internal;
using Reliability.Slos.Internal;

namespace Reliability.Slos;

/// <summary>When an objective raises an alarm.</summary>
public abstract record AlertRule
{
    private protected AlertRule(string name, AlertSeverity severity)
    {
        Name = name;
        Severity = severity;
    }

    /// <summary>The name, unique within the objective. Each rule makes one from its figures.</summary>
    public string Name { get; init => field = StoreName.Require(value); }

    /// <summary>Who should hear of it. A threshold rule pages unless told otherwise.</summary>
    public AlertSeverity Severity { get; init; }

    /// <summary>The longest window that the rule looks at.</summary>
    public abstract TimeSpan MaxWindow { get; }

    internal virtual bool NeedsSketches => false;

    /// <summary>Starts to follow a series; pure, fed with buckets in time order.</summary>
    internal abstract RuleEvaluator Follow(SloDefinition slo);

    /// <summary>Why the rule does not fit an objective, or null.</summary>
    internal virtual string? Fault(SloDefinition slo) => null;

    private protected static TimeSpan RequireWindow(TimeSpan window, string parameter)
    {
        Require.That(
            window >= TimeSpan.FromMinutes(1) && window <= TimeSpan.FromDays(90) && window.Ticks % TimeSpan.TicksPerMinute == 0,
            window,
            "An alert looks at a window of 1 minute to 90 days, in whole minutes.",
            parameter);
        return window;
    }
}
