using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>A page of items. <c>Next</c> is the id to pass as <c>after</c>, or null on the last page.</summary>
internal sealed record DebtList(
    string Service,
    DateTimeOffset AsOf,
    string Scorer,
    string ScorerVersion,
    IReadOnlyList<DebtResource> Items,
    int Total,
    string? Next,
    IReadOnlyList<DebtUnreadableResource> Unreadable)
{
    public static DebtList From(string service, DebtPage page) => new(
        service,
        page.AsOf,
        page.ScorerName,
        page.ScorerVersion,
        [.. page.Items.Select(DebtResource.From)],
        page.TotalCount,
        page.Next,
        [.. page.Unreadable.Select(DebtUnreadableResource.From)]);
}
