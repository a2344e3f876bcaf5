using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Resets a budget: events before <see cref="At"/> no longer count. Alerts still evaluate them.</summary>
public sealed record BudgetReset : ChangeRequest
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the first minute that counts: not in the future, and at most 366 days ago.</summary>
    public required DateTimeOffset At { get; init; }
}
