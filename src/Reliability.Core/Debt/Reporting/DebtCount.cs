namespace Reliability.Debt;

/// <summary>The number of open items of one group.</summary>
public sealed record DebtCount
{
    /// <summary>Gets the name of the group, such as an owner; <see langword="null"/> for the items that state none.</summary>
    public required string? Name { get; init; }

    /// <summary>Gets the number of open items.</summary>
    public required int Count { get; init; }
}
