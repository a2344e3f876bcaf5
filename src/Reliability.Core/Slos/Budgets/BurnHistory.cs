using Reliability.Common;

namespace Reliability.Slos;

/// <summary>How the burn rates of an objective developed over a range of time.</summary>
public sealed record BurnHistory
{
    /// <summary>Gets the name of the objective.</summary>
    public required string Slo { get; init; }

    /// <summary>Gets the service of the objective.</summary>
    public required string Service { get; init; }

    /// <summary>Gets the requested range.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Gets the burn-rate rules of the objective, in their order.</summary>
    public required IReadOnlyList<BurnHistoryRule> Rules { get; init; }
}
