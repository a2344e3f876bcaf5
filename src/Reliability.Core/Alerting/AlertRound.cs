using Reliability.Jobs;

namespace Reliability.Alerting;

/// <summary>What one round of judging alerts came to.</summary>
public sealed record AlertRound
{
    /// <summary>What became of each objective.</summary>
    public required IReadOnlyList<JobOutcome> Outcomes { get; init; }

    /// <summary>What went wrong in telling and in writing the history; it is tried again.</summary>
    public required IReadOnlyList<Exception> DeliveryFaults { get; init; }

    /// <summary>Everything that went wrong.</summary>
    public IReadOnlyList<Exception> Faults => [.. Outcomes.Select(one => one.Fault).OfType<Exception>(), .. DeliveryFaults];
}
