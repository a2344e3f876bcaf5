using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>Every change of an item, oldest first.</summary>
internal sealed record DebtHistoryList(string Id, string Service, IReadOnlyList<DebtChangeResource> Changes)
{
    public static DebtHistoryList From(DebtItem item) => new(item.Id, item.Service, [.. item.History.Select(DebtChangeResource.From)]);
}

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

internal sealed record DebtFieldResource(string Field, string? From, string? To);
