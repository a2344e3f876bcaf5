using Reliability.Common;

namespace Reliability.Slos;

/// <summary>Lets a budget start anew: what happened before <see cref="At"/> counts no longer. Alerts still see it.</summary>
public sealed record BudgetReset : ChangeRequest
{
    /// <summary>The objective.</summary>
    public required string Slo { get; init; }

    /// <summary>The first minute that counts: not in the future, at most 366 days ago.</summary>
    public required DateTimeOffset At { get; init; }
}
