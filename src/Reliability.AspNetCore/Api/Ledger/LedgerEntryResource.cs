using Reliability.Common.Internal;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

internal sealed record LedgerEntryResource(
    long Position,
    string Kind,
    string Id,
    string Service,
    string? Slo,
    string By,
    string Reason,
    DateTimeOffset RecordedAt,
    DateTimeOffset? From,
    DateTimeOffset? To,
    RecurrenceResource? Recurrence,
    decimal Good,
    decimal Bad,
    decimal BudgetShare,
    int? Generation,
    bool ResetsBudget)
{
    public static LedgerEntryResource Of(LedgerEntry entry) => new(
        entry.Position,
        entry.Kind.ToString(),
        entry.Id,
        entry.Service,
        entry.Slo,
        entry.By,
        entry.Reason,
        entry.RecordedAt,
        entry.From,
        entry.To,
        entry.Recurrence is { } recurrence ? RecurrenceResource.From(recurrence) : null,
        JsonNumber.Of(entry.Good),
        JsonNumber.Of(entry.Bad),
        JsonNumber.Of(entry.BudgetShare),
        entry.Generation,
        entry.ResetsBudget);
}
