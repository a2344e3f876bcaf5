using Reliability.Common;

namespace Reliability.Debt;

/// <summary>The number of open items of one impact and one effort.</summary>
public sealed record DebtCell
{
    /// <summary>Gets the impact.</summary>
    public required Level Impact { get; init; }

    /// <summary>Gets the effort.</summary>
    public required Level Effort { get; init; }

    /// <summary>Gets the number of open items.</summary>
    public required int Count { get; init; }
}
