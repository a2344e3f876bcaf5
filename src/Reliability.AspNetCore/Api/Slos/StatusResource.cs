using Reliability.Common.Internal;
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
        JsonNumber.Of(status.Target),
        status.State.ToString(),
        status.Reason,
        JsonNumber.Of(status.Total),
        JsonNumber.Of(status.Good),
        JsonNumber.Of(status.Bad),
        JsonNumber.Of(status.Allowed),
        JsonNumber.Of(status.RemainingUnits),
        JsonNumber.Of(status.Sli),
        JsonNumber.Of(status.Consumed),
        JsonNumber.Of(status.Remaining),
        JsonNumber.Of(status.BurnRate),
        status.IsMet,
        JsonNumber.Of(status.Coverage),
        status.LastObserved,
        status.Projected is { } p ? ProjectionResource.From(p) : null,
        status.Ledger is { } effect ? LedgerEffectResource.From(effect) : null,
        [.. status.Feeds.Select(FeedResource.From)]);
}
