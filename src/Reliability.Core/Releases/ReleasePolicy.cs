using Reliability.Common.Internal;
using Reliability.Releases.Internal;

namespace Reliability.Releases;

/// <summary>
/// Specifies the verdict of a release gate for each finding: allow, warn or block. Another value throws an
/// <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public sealed record ReleasePolicy
{
    /// <summary>Gets the default policy.</summary>
    public static ReleasePolicy Default { get; } = new();

    /// <summary>Gets the verdict if the budget is exhausted. Default: block.</summary>
    public GateVerdict OnExhausted { get; init => field = Verdicts.Require(value, nameof(OnExhausted)); } = GateVerdict.Block;

    /// <summary>
    /// Gets the verdict if the budget is exhausted by so few events that <see cref="Slos.LowTrafficGuard.Default"/> rejects the evidence,
    /// such as one failure in the first 500 requests of a service. It is never stricter than <see cref="OnExhausted"/> and does not apply
    /// to zero tolerance. Default: warn. Block disables the guard.
    /// </summary>
    public GateVerdict OnLowTraffic { get; init => field = Verdicts.Require(value, nameof(OnLowTraffic)); } = GateVerdict.Warn;

    /// <summary>Gets the verdict if little of the budget remains. Default: warn.</summary>
    public GateVerdict OnAtRisk { get; init => field = Verdicts.Require(value, nameof(OnAtRisk)); } = GateVerdict.Warn;

    /// <summary>Gets the verdict if the condition of an alert of severity page holds. Default: block.</summary>
    public GateVerdict OnPage { get; init => field = Verdicts.Require(value, nameof(OnPage)); } = GateVerdict.Block;

    /// <summary>Gets the verdict if the condition of an alert of severity ticket holds. Default: warn.</summary>
    public GateVerdict OnTicket { get; init => field = Verdicts.Require(value, nameof(OnTicket)); } = GateVerdict.Warn;

    /// <summary>Gets the verdict if the budget will be exhausted within <see cref="RunningOutWithin"/>. Default: warn.</summary>
    public GateVerdict OnRunningOut { get; init => field = Verdicts.Require(value, nameof(OnRunningOut)); } = GateVerdict.Warn;

    /// <summary>
    /// Gets the verdict if nothing or too little was measured, if a declared source of events has not appeared, or if the clock of the
    /// process is wrong. Default: warn, because missing data does not show that the service is healthy.
    /// </summary>
    public GateVerdict OnNoData { get; init => field = Verdicts.Require(value, nameof(OnNoData)); } = GateVerdict.Warn;

    /// <summary>Gets the verdict if the window was measured and has no events. Default: allow.</summary>
    public GateVerdict OnNoTraffic { get; init => field = Verdicts.Require(value, nameof(OnNoTraffic)); } = GateVerdict.Allow;

    /// <summary>Gets the verdict if the newest data is older than <see cref="StaleAfter"/>. Default: warn.</summary>
    public GateVerdict OnStale { get; init => field = Verdicts.Require(value, nameof(OnStale)); } = GateVerdict.Warn;

    /// <summary>Gets the time within which a budget must be exhausted to count as running out. Default: 3 days.</summary>
    public TimeSpan RunningOutWithin
    {
        get;
        init
        {
            Check.That(value > TimeSpan.Zero, value, "RunningOutWithin is above zero.", nameof(value));
            field = value;
        }
    } = TimeSpan.FromDays(3);

    /// <summary>Gets the maximum age of the newest data. Default: 2 hours, because budgets of long windows are read in hours.</summary>
    public TimeSpan StaleAfter
    {
        get;
        init
        {
            Check.That(value > TimeSpan.Zero, value, "StaleAfter is above zero.", nameof(value));
            field = value;
        }
    } = TimeSpan.FromHours(2);
}
