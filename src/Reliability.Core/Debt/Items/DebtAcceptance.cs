namespace Reliability.Debt;

/// <summary>The acceptance of the risk of an item, which ends by itself.</summary>
public sealed record DebtAcceptance
{
    /// <summary>Gets the person who approved it.</summary>
    public required string Approver { get; init; }

    /// <summary>Gets the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>Gets when it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Gets when it ends. From then on, the item is open again.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
