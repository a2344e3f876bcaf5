using Reliability.Common.Internal;
using Reliability.Releases.Internal;

namespace Reliability.Releases;

/// <summary>
/// What a release gate makes of each finding: allow, warn or block. Any other verdict is an <see cref="ArgumentOutOfRangeException"/>.
/// </summary>
public sealed record ReleasePolicy
{
    /// <summary>The default policy.</summary>
    public static ReleasePolicy Default { get; } = new();

    /// <summary>The budget is spent. Default: block.</summary>
    public GateVerdict OnExhausted { get; init => field = Verdicts.Require(value, nameof(OnExhausted)); } = GateVerdict.Block;

    /// <summary>
    /// The budget is spent by so few events that <see cref="Slos.LowTrafficGuard.Default"/> does not trust it, such as one failure in the
    /// first 500 requests of a service. It is never stricter than <see cref="OnExhausted"/> and never applies to zero tolerance.
    /// Default: warn; block to disable the guard.
    /// </summary>
    public GateVerdict OnLowTraffic { get; init => field = Verdicts.Require(value, nameof(OnLowTraffic)); } = GateVerdict.Warn;

    /// <summary>Little of the budget remains. Default: warn.</summary>
    public GateVerdict OnAtRisk { get; init => field = Verdicts.Require(value, nameof(OnAtRisk)); } = GateVerdict.Warn;

    /// <summary>An alert of severity page holds. Default: block.</summary>
    public GateVerdict OnPage { get; init => field = Verdicts.Require(value, nameof(OnPage)); } = GateVerdict.Block;

    /// <summary>An alert of severity ticket holds. Default: warn.</summary>
    public GateVerdict OnTicket { get; init => field = Verdicts.Require(value, nameof(OnTicket)); } = GateVerdict.Warn;

    /// <summary>The budget will be spent within <see cref="RunningOutWithin"/>. Default: warn.</summary>
    public GateVerdict OnRunningOut { get; init => field = Verdicts.Require(value, nameof(OnRunningOut)); } = GateVerdict.Warn;

    /// <summary>
    /// Nobody measured, or too little, or a declared source of events has not appeared. Default: warn, since no data is not good news.
    /// </summary>
    public GateVerdict OnNoData { get; init => field = Verdicts.Require(value, nameof(OnNoData)); } = GateVerdict.Warn;

    /// <summary>The time was measured, and nothing happened. Default: allow.</summary>
    public GateVerdict OnNoTraffic { get; init => field = Verdicts.Require(value, nameof(OnNoTraffic)); } = GateVerdict.Allow;

    /// <summary>The newest data is older than <see cref="StaleAfter"/>. Default: warn.</summary>
    public GateVerdict OnStale { get; init => field = Verdicts.Require(value, nameof(OnStale)); } = GateVerdict.Warn;

    /// <summary>How soon a budget must be spent to count as running out. Default: 3 days.</summary>
    public TimeSpan RunningOutWithin
    {
        get;
        init
        {
            Check.That(value > TimeSpan.Zero, value, "RunningOutWithin is above zero.", nameof(value));
            field = value;
        }
    } = TimeSpan.FromDays(3);

    /// <summary>How old the newest data may be. Default: 2 hours, since budgets of long windows are read in hours.</summary>
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
