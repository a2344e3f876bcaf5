namespace Reliability.Debt.Internal;

/// <summary>The stored form of <see cref="DebtAcceptance"/>.</summary>
internal sealed record StoredAcceptance
{
    public required string Approver { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DebtAcceptance ToAcceptance() => new() { Approver = Approver, Reason = Reason, At = At, ExpiresAt = ExpiresAt };
}
