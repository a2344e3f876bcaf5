using Reliability.Jobs;

namespace Reliability.Alerting;

/// <summary>The result of one round of alert evaluation.</summary>
public sealed record AlertRound
{
    /// <summary>Gets the outcome for each objective.</summary>
    public required IReadOnlyList<JobOutcome> Outcomes { get; init; }

    /// <summary>Gets the failures to notify and to write the history. They are retried.</summary>
    public required IReadOnlyList<Exception> DeliveryFaults { get; init; }

    /// <summary>Gets all failures of the round.</summary>
    public IReadOnlyList<Exception> Faults => [.. Outcomes.Select(one => one.Fault).OfType<Exception>(), .. DeliveryFaults];
}
