namespace Reliability.Debt;

/// <summary>The outcome of a change of an item.</summary>
public sealed record DebtUpdate
{
    /// <summary>Gets the outcome.</summary>
    public required DebtOutcome Outcome { get; init; }

    /// <summary>Gets the current version of the item. After a conflict, it is that of the other caller.</summary>
    public required DebtItem Current { get; init; }

    /// <summary>Gets the version that the caller wanted to store, if there was a conflict.</summary>
    public DebtItem? Proposed { get; init; }

    /// <summary>Gets the reason as a sentence, if the change was rejected or what it names was not found.</summary>
    public string? Rejection { get; init; }

    /// <summary>Gets a value indicating whether the change is stored.</summary>
    public bool IsStored => Outcome == DebtOutcome.Stored;
}
