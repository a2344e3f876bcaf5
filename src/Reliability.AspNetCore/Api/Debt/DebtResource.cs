using Reliability.Common.Internal;
using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// An item with its score. <c>Score</c> is null if the scorer has no value, and never below 0; <c>MissingInputs</c> names what it needs.
/// </summary>
internal sealed record DebtResource(
    string Id,
    string Service,
    string Status,
    string Title,
    string? Description,
    string Impact,
    string Effort,
    string? Owner,
    string? Category,
    IReadOnlyList<string> Tags,
    DateTimeOffset CreatedAt,
    int AgeDays,
    DateTimeOffset? DueAt,
    bool IsOverdue,
    DateTimeOffset? ResolvedAt,
    string? ResolvedBy,
    string? ResolutionNotes,
    DebtAcceptanceResource? Acceptance,
    bool IsAcceptanceExpired,
    IReadOnlyList<string> Incidents,
    IReadOnlyList<string> Objectives,
    string? Source,
    DebtEstimatesBody? Estimates,
    string? Band,
    double? Score,
    IReadOnlyList<string> Reasons,
    IReadOnlyList<string> MissingInputs,
    int Revision,
    string Etag)
{
    public static DebtResource From(RankedDebt one)
    {
        DebtItem item = one.Item;
        DebtDefinition definition = item.Definition;
        return new(
            item.Id,
            item.Service,
            one.Status.ToString(),
            definition.Title,
            definition.Description,
            definition.Impact.ToString(),
            definition.Effort.ToString(),
            definition.Owner,
            definition.Category == DebtCategory.Unknown ? null : definition.Category.ToString(),
            definition.Tags,
            item.CreatedAt,
            one.AgeDays,
            definition.DueAt,
            one.IsOverdue,
            item.ResolvedAt,
            item.ResolvedBy,
            item.ResolutionNotes,
            item.Acceptance is { } accepted
                ? new DebtAcceptanceResource(accepted.Approver, accepted.Reason, accepted.At, accepted.ExpiresAt)
                : null,
            one.IsAcceptanceExpired,
            item.Incidents,
            item.Objectives,
            definition.Source,
            definition.Estimates is { } estimates ? DebtEstimatesBody.From(estimates) : null,
            one.Score.Band == DebtBand.Unknown ? null : one.Score.Band.ToString(),
            JsonNumber.Of(one.Score.ShownValue),
            one.Score.Reasons,
            one.Score.MissingInputs,
            item.Revision,
            item.ETag.Value);
    }
}
