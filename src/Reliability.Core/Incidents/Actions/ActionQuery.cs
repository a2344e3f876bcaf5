using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>Selects actions of postmortems.</summary>
public sealed record ActionQuery
{
    /// <summary>The maximum of <see cref="MaxCount"/>.</summary>
    public const int MaxPageSize = 10_000;

    /// <summary>Gets the service. Default: all.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public string? Service { get; init => field = value is null ? null : Owned.RequireService(value, nameof(Service)); }

    /// <summary>Gets the incident. Default: all.</summary>
    public string? IncidentId { get; init; }

    /// <summary>Gets the status, or <see langword="null"/> for all. Default: open.</summary>
    public ActionStatus? Status { get; init; } = ActionStatus.Open;

    /// <summary>Gets the kind. Default: all.</summary>
    public ActionKind? Kind { get; init; }

    /// <summary>Gets the owner, whose upper and lower case are the same. Default: all.</summary>
    public string? Owner { get; init; }

    /// <summary>Gets the id of an item of technical debt. Default: all, also those without.</summary>
    public string? DebtItemId { get; init; }

    /// <summary>Gets the last day on which those are due that are selected. Default: all, also those without a date.</summary>
    public DateOnly? DueUntil { get; init; }

    /// <summary>Gets a value indicating whether only those that are overdue are selected.</summary>
    public bool OnlyOverdue { get; init; }

    /// <summary>Gets the maximum number of actions, 1 to <see cref="MaxPageSize"/>. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is out of range.</exception>
    public int MaxCount { get; init => field = Check.Between(value, 1, MaxPageSize, nameof(MaxCount)); } = 100;

    internal bool Matches(TrackedAction one) =>
        (IncidentId is null || one.Action.IncidentId == IncidentId)
        && (Status is null || one.Action.Status == Status)
        && (Kind is null || one.Action.Kind == Kind)
        && (Owner is null || Owner.Equals(one.Action.Owner, StringComparison.OrdinalIgnoreCase))
        && (DebtItemId is null || one.Action.DebtItemId == DebtItemId)
        && (DueUntil is null || one.Action.DueOn <= DueUntil)
        && (!OnlyOverdue || one.IsOverdue);
}
