using Reliability.Releases;

namespace Reliability.Internal;

/// <summary>Creates a release policy from configuration.</summary>
internal static class ReleasePolicyReader
{
    public static ReleasePolicy Read(ReleasePolicyOptions options) => new()
    {
        OnExhausted = options.OnExhausted,
        OnLowTraffic = options.OnLowTraffic,
        OnAtRisk = options.OnAtRisk,
        OnPage = options.OnPage,
        OnTicket = options.OnTicket,
        OnRunningOut = options.OnRunningOut,
        OnNoData = options.OnNoData,
        OnNoTraffic = options.OnNoTraffic,
        OnStale = options.OnStale,
        RunningOutWithin = options.RunningOutWithin,
        StaleAfter = options.StaleAfter,
    };
}
