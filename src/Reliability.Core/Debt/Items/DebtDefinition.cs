using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Debt.Internal;

namespace Reliability.Debt;

/// <summary>What people state about an item of technical debt.</summary>
public sealed record DebtDefinition
{
    /// <summary>The maximum length of a description, in characters. Every body of a GitHub issue fits.</summary>
    public const int MaxDescriptionLength = 65_536;

    /// <summary>The maximum number of tags.</summary>
    public const int MaxTags = 20;

    /// <summary>The maximum length of a tag, in characters.</summary>
    public const int MaxTagLength = 50;

    /// <summary>Gets the title: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Title { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the impact of the debt: low, medium or high.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not low, medium or high.</exception>
    public required Level Impact { get; init => field = Check.Word(value, nameof(Impact), Level.Unknown); }

    /// <summary>Gets the effort to remove the debt: low, medium or high.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not low, medium or high.</exception>
    public required Level Effort { get; init => field = Check.Word(value, nameof(Effort), Level.Unknown); }

    /// <summary>
    /// Gets the description, or <see langword="null"/>: at most <see cref="MaxDescriptionLength"/> characters, without control characters
    /// other than line breaks and tabs.
    /// </summary>
    /// <exception cref="ArgumentException">The text is too long, or contains a control character.</exception>
    public string? Description
    {
        get;
        init => field = DebtText.Block(value, MaxDescriptionLength, nameof(Description));
    }

    /// <summary>Gets the team that owns the item, 1 to 200 characters, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? Owner { get; init => field = value is null ? null : AuditText.RequireName(value); }

    /// <summary>Gets where the debt lies. Default: not stated (<see cref="DebtCategory.Unknown"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such category.</exception>
    public DebtCategory Category { get; init => field = Check.Word(value, nameof(Category)); }

    /// <summary>
    /// Gets the tags: at most <see cref="MaxTags"/>, each with 1 to <see cref="MaxTagLength"/> characters, without duplicates.
    /// </summary>
    /// <exception cref="ArgumentException">A tag is not valid, occurs twice, or there are too many.</exception>
    public IReadOnlyList<string> Tags { get; init => field = DebtText.Tags(value); } = [];

    /// <summary>Gets the date by which the item should be resolved, or <see langword="null"/>.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// Gets when the debt was found, from which its age counts. Default: <see langword="null"/>, which means when it is registered.
    /// </summary>
    public DateTimeOffset? FoundAt { get; init; }

    /// <summary>Gets where the item comes from, such as the address of an issue, 1 to 1000 characters, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? Source { get; init => field = value is null ? null : AuditText.RequireReason(value); }

    /// <summary>Gets the numbers for scorers that need more than impact and effort, or <see langword="null"/>.</summary>
    public DebtEstimates? Estimates { get; init; }
}
