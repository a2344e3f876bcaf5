using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>A query for items, in the order of <see cref="DebtOrder"/>.</summary>
public sealed record DebtQuery
{
    /// <summary>Gets the status. Default: open. <see langword="null"/> means every status.</summary>
    public DebtStatus? Status { get; init; } = DebtStatus.Open;

    /// <summary>Gets the owner, compared exactly, or <see langword="null"/> for every owner.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the impact, or <see langword="null"/> for every impact.</summary>
    public Level? Impact { get; init; }

    /// <summary>Gets the effort, or <see langword="null"/> for every effort.</summary>
    public Level? Effort { get; init; }

    /// <summary>Gets the category, or <see langword="null"/> for every category.</summary>
    public DebtCategory? Category { get; init; }

    /// <summary>Gets a tag, compared exactly, or <see langword="null"/> for every item.</summary>
    public string? Tag { get; init; }

    /// <summary>Gets a value indicating whether items are overdue, or <see langword="null"/> for every item.</summary>
    public bool? IsOverdue { get; init; }

    /// <summary>
    /// Gets a value indicating whether items are open again because an acceptance has expired, or <see langword="null"/> for every item.
    /// </summary>
    public bool? IsAcceptanceExpired { get; init; }

    /// <summary>Gets the least urgent band, or <see langword="null"/> for every item, also those without a band.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a band.</exception>
    public DebtBand? MaxBand
    {
        get;
        init => field = value is { } band ? Check.Word(band, nameof(MaxBand), DebtBand.Unknown) : null;
    }

    /// <summary>
    /// Gets the id of the item after which the page begins: <see cref="DebtPage.Next"/> of the previous page. The item need not match the
    /// query any longer. Default: the first page.
    /// </summary>
    public string? After { get; init; }

    /// <summary>Gets the maximum number of items: 1 or more. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxCount { get; init => field = Check.AtLeast(value, 1, nameof(MaxCount)); } = 100;

    /// <summary>Returns whether an item matches, apart from its band and the page.</summary>
    /// <param name="item">The item.</param>
    /// <param name="now">The present, which decides on the status.</param>
    public bool Matches(DebtItem item, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(item);
        DebtDefinition definition = item.Definition;
        return (Status is null || item.StatusAt(now) == Status)
            && (Owner is null || definition.Owner == Owner)
            && (Impact is null || definition.Impact == Impact)
            && (Effort is null || definition.Effort == Effort)
            && (Category is null || definition.Category == Category)
            && (Tag is null || definition.Tags.Contains(Tag, StringComparer.Ordinal))
            && (IsOverdue is null || item.IsOverdueAt(now) == IsOverdue)
            && (IsAcceptanceExpired is null || item.IsAcceptanceExpiredAt(now) == IsAcceptanceExpired);
    }

    /// <summary>Returns whether the band of an item that matches otherwise is asked for.</summary>
    internal bool Matches(RankedDebt one) => MaxBand is null || (one.Score.Band != DebtBand.Unknown && one.Score.Band <= MaxBand);
}
