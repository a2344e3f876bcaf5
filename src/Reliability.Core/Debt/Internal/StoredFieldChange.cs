namespace Reliability.Debt.Internal;

/// <summary>The stored form of <see cref="DebtFieldChange"/>.</summary>
internal sealed record StoredFieldChange
{
    public required string Field { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }
}
