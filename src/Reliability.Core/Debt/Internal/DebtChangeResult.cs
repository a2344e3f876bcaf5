namespace Reliability.Debt.Internal;

/// <summary>An item after a change, or the end of the sentence that rejects it.</summary>
internal readonly record struct DebtChangeResult(DebtRecord? After, string? Rejection)
{
    public DebtChangeResult(DebtRecord after)
        : this(after, null)
    {
    }

    public DebtChangeResult(string rejection)
        : this(null, rejection)
    {
    }
}
