using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>A budget as the API shows it. An undefined value is null, and the response states the reason.</summary>
internal sealed record StatusResource(
    string Slo,
    string Service,
    DateTimeOffset AsOf,
    DateTimeOffset WindowStart,
    DateTimeOffset WindowEnd,
    decimal Target,
    string State,
    string? Reason,
    decimal Total,
    decimal Good,
    decimal Bad,
    decimal Allowed,
    decimal RemainingUnits,
    decimal? Sli,
    decimal? Consumed,
    decimal? Remaining,
    decimal? BurnRate,
    bool? IsMet,
    decimal Coverage,
    DateTimeOffset? LastObserved,
    ProjectionResource? Projected,
    LedgerEffectResource? Ledger,
    IReadOnlyList<FeedResource> Feeds)
{
    public static StatusResource From(BudgetStatus status) => new(
        status.Slo,
        status.Service,
        status.AsOf,
        status.Window.Start,
        status.Window.End,
        status.Target,
        status.State.ToString(),
        status.Reason,
        status.Total,
        status.Good,
        status.Bad,
        status.Allowed,
        status.RemainingUnits,
        status.Sli,
        status.Consumed,
        status.Remaining,
        status.BurnRate,
        status.IsMet,
        status.Coverage,
        status.LastObserved,
        status.Projected is { } p ? new ProjectionResource(p.Total, p.Allowed, p.Consumed, p.Remaining) : null,
        status.Ledger is { } effect ? LedgerEffectResource.From(effect) : null,
        [.. status.Feeds.Select(FeedResource.From)]);
}
