using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>Every change of an item, oldest first.</summary>
internal sealed record DebtHistoryList(string Id, string Service, IReadOnlyList<DebtChangeResource> Changes)
{
    public static DebtHistoryList From(DebtItem item) => new(item.Id, item.Service, [.. item.History.Select(DebtChangeResource.From)]);
}
