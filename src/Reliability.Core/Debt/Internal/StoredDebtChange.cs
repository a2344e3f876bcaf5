namespace Reliability.Debt.Internal;

/// <summary>The stored form of <see cref="DebtChange"/>. Its revision is its place.</summary>
internal sealed record StoredDebtChange
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset At { get; init; }

    public IReadOnlyList<StoredFieldChange>? Fields { get; init; }

    public DebtChange ToChange(int revision) => new()
    {
        Revision = revision,
        Id = Id,
        Kind = DebtWords.Change.Value(Kind),
        By = By,
        Reason = Reason,
        At = At,
        Fields = [.. (Fields ?? []).Select(one => new DebtFieldChange { Field = one.Field, From = one.From, To = one.To })],
    };
}
