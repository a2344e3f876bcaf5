using Reliability.Common;
using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>An item to register, or the new definition of one.</summary>
internal sealed record DebtItemRequest
{
    public required string Title { get; init; }

    public required string Impact { get; init; }

    public required string Effort { get; init; }

    public required string Reason { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    public string? Category { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? FoundAt { get; init; }

    public string? Source { get; init; }

    public DebtEstimatesBody? Estimates { get; init; }

    public string? Id { get; init; }

    /// <summary>The version that the caller saw, unless the request has <c>If-Match</c>. Only for an edit.</summary>
    public string? Etag { get; init; }

    public DebtDefinition ToDefinition() => new()
    {
        Title = Title,
        Impact = DebtQueryText.Word(Impact, "impact", Level.Unknown),
        Effort = DebtQueryText.Word(Effort, "effort", Level.Unknown),
        Description = Description,
        Owner = Owner,
        Category = Category is null ? DebtCategory.Unknown : DebtQueryText.Word(Category, "category", DebtCategory.Unknown),
        Tags = Tags ?? [],
        DueAt = DueAt,
        FoundAt = FoundAt,
        Source = Source,
        Estimates = Estimates?.ToEstimates(),
    };
}
