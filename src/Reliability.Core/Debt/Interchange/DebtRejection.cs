namespace Reliability.Debt;

/// <summary>A part of an import that was rejected.</summary>
public sealed record DebtRejection
{
    /// <summary>Gets which part, such as "issue 12".</summary>
    public required string Where { get; init; }

    /// <summary>Gets the reason as a sentence.</summary>
    public required string Reason { get; init; }
}
