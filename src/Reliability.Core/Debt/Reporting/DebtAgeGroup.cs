namespace Reliability.Debt;

/// <summary>The number of open items within a range of age.</summary>
public sealed record DebtAgeGroup
{
    /// <summary>Gets the lowest age in days.</summary>
    public required int FromDays { get; init; }

    /// <summary>Gets the age in days that the group no longer includes, or <see langword="null"/> for the oldest group.</summary>
    public required int? BelowDays { get; init; }

    /// <summary>Gets the number of open items.</summary>
    public required int Count { get; init; }
}
