using Reliability.Storage;

namespace Reliability.Debt;

/// <summary>A version of an item of technical debt.</summary>
public sealed record DebtItem
{
    /// <summary>The maximum number of changes of an item.</summary>
    public const int MaxChanges = 500;

    /// <summary>The maximum number of incidents and of objectives that are linked to an item.</summary>
    public const int MaxLinks = 200;

    /// <summary>Gets the id, unique within the service.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the service that has the debt.</summary>
    public required string Service { get; init; }

    /// <summary>Gets what people state about the item.</summary>
    public required DebtDefinition Definition { get; init; }

    /// <summary>Gets when the debt was found, from which its age counts.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when the item was resolved, or <see langword="null"/> if it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>Gets who resolved the item, or <see langword="null"/> if it is not resolved.</summary>
    public string? ResolvedBy { get; init; }

    /// <summary>Gets how the item was resolved, or <see langword="null"/>.</summary>
    public string? ResolutionNotes { get; init; }

    /// <summary>Gets the last acceptance of the risk, which may have ended, or <see langword="null"/>.</summary>
    public DebtAcceptance? Acceptance { get; init; }

    /// <summary>Gets the ids of the linked incidents, in the order in which they were linked.</summary>
    public IReadOnlyList<string> Incidents { get; init => field = value ?? []; } = [];

    /// <summary>Gets the names of the linked objectives, in the order in which they were linked.</summary>
    public IReadOnlyList<string> Objectives { get; init => field = value ?? []; } = [];

    /// <summary>Gets every change, oldest first.</summary>
    public required IReadOnlyList<DebtChange> History { get; init; }

    /// <summary>Gets the ETag of this version.</summary>
    public required ETag ETag { get; init; }

    /// <summary>Gets the number of changes.</summary>
    public int Revision => History.Count;

    /// <summary>Returns the status at a moment. An acceptance that has expired leaves the item open.</summary>
    /// <param name="at">The moment.</param>
    public DebtStatus StatusAt(DateTimeOffset at) => ResolvedAt is not null ? DebtStatus.Resolved
        : Acceptance is { } acceptance && acceptance.ExpiresAt > at ? DebtStatus.Accepted
        : DebtStatus.Open;

    /// <summary>Returns the age in whole days: until the item was resolved, and 0 for one that was found in the future.</summary>
    /// <param name="at">The moment.</param>
    public int AgeDaysAt(DateTimeOffset at) => Math.Max(0, ((ResolvedAt ?? at) - CreatedAt).Days);

    /// <summary>Returns whether the risk was accepted and the acceptance has expired, so that the item is open again.</summary>
    /// <param name="at">The moment.</param>
    public bool IsAcceptanceExpiredAt(DateTimeOffset at) =>
        ResolvedAt is null && Acceptance is { } acceptance && acceptance.ExpiresAt <= at;

    /// <summary>Returns whether the item is open and its due date has passed.</summary>
    /// <param name="at">The moment.</param>
    public bool IsOverdueAt(DateTimeOffset at) => Definition.DueAt < at && StatusAt(at) == DebtStatus.Open;
}
