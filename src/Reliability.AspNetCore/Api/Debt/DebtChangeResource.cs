using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

internal sealed record DebtChangeResource(
    int Revision, string Id, string Kind, string By, string Reason, DateTimeOffset At, IReadOnlyList<DebtFieldResource> Fields)
{
    public static DebtChangeResource From(DebtChange one) => new(
        one.Revision,
        one.Id,
        one.Kind.ToString(),
        one.By,
        one.Reason,
        one.At,
        [.. one.Fields.Select(field => new DebtFieldResource(field.Field, field.From, field.To))]);
}
