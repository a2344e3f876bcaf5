using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.Trends;

/// <summary>Builds a <see cref="TrendRule"/>.</summary>
public sealed class TrendRuleBuilder
{
    private TrendRule _rule = new();

    internal TrendRuleBuilder()
    {
    }

    /// <summary>States the number of days that are judged.</summary>
    /// <param name="days">The number of days, <see cref="TrendRule.MinDays"/> to <see cref="TrendRequest.MaxDays"/>.</param>
    public TrendRuleBuilder Over(int days)
    {
        _rule = _rule with { Days = days };
        return this;
    }

    /// <summary>States the severity of the notifications.</summary>
    /// <param name="severity">The severity.</param>
    public TrendRuleBuilder WithSeverity(AlertSeverity severity)
    {
        _rule = _rule with { Severity = severity };
        return this;
    }

    /// <summary>States on how many days in a row the metric must no longer be worse before an alert resolves.</summary>
    /// <param name="days">The number of days, 1 to <see cref="TrendRule.MaxResolveAfterDays"/>.</param>
    public TrendRuleBuilder ResolveAfter(int days)
    {
        _rule = _rule with { ResolveAfterDays = days };
        return this;
    }

    /// <summary>Makes the release gate of the service object while an alert of this rule fires.</summary>
    /// <param name="verdict">Whether the gate blocks (default) or warns.</param>
    public TrendRuleBuilder ObjectAtTheGate(GateVerdict verdict = GateVerdict.Block)
    {
        _rule = _rule with { AtGate = verdict };
        return this;
    }

    /// <summary>States how the trend is judged, instead of the options of the setup.</summary>
    /// <param name="options">The options.</param>
    public TrendRuleBuilder JudgedBy(TrendOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _rule = _rule with { Options = options };
        return this;
    }

    internal TrendRule Build() => _rule;
}
