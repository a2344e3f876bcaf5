using Reliability.Releases;

namespace Reliability;

/// <summary>The verdict of the release gate for each finding, as written in configuration. See <see cref="ReleasePolicy"/>.</summary>
public sealed class ReleasePolicyOptions
{
    /// <inheritdoc cref="ReleasePolicy.OnExhausted"/>
    public GateVerdict OnExhausted { get; set; } = ReleasePolicy.Default.OnExhausted;

    /// <inheritdoc cref="ReleasePolicy.OnLowTraffic"/>
    public GateVerdict OnLowTraffic { get; set; } = ReleasePolicy.Default.OnLowTraffic;

    /// <inheritdoc cref="ReleasePolicy.OnAtRisk"/>
    public GateVerdict OnAtRisk { get; set; } = ReleasePolicy.Default.OnAtRisk;

    /// <inheritdoc cref="ReleasePolicy.OnPage"/>
    public GateVerdict OnPage { get; set; } = ReleasePolicy.Default.OnPage;

    /// <inheritdoc cref="ReleasePolicy.OnTicket"/>
    public GateVerdict OnTicket { get; set; } = ReleasePolicy.Default.OnTicket;

    /// <inheritdoc cref="ReleasePolicy.OnRunningOut"/>
    public GateVerdict OnRunningOut { get; set; } = ReleasePolicy.Default.OnRunningOut;

    /// <inheritdoc cref="ReleasePolicy.OnNoData"/>
    public GateVerdict OnNoData { get; set; } = ReleasePolicy.Default.OnNoData;

    /// <inheritdoc cref="ReleasePolicy.OnNoTraffic"/>
    public GateVerdict OnNoTraffic { get; set; } = ReleasePolicy.Default.OnNoTraffic;

    /// <inheritdoc cref="ReleasePolicy.OnStale"/>
    public GateVerdict OnStale { get; set; } = ReleasePolicy.Default.OnStale;

    /// <inheritdoc cref="ReleasePolicy.RunningOutWithin"/>
    /// <value>Above 0.</value>
    public TimeSpan RunningOutWithin { get; set; } = ReleasePolicy.Default.RunningOutWithin;

    /// <inheritdoc cref="ReleasePolicy.StaleAfter"/>
    /// <value>Above 0.</value>
    public TimeSpan StaleAfter { get; set; } = ReleasePolicy.Default.StaleAfter;
}
