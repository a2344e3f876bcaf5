using Reliability.Common.Internal;

namespace Reliability.Incidents;

/// <summary>A measure that follows from an incident, with an owner and a date.</summary>
public sealed record ActionItem
{
    /// <summary>Gets the id, unique within the service: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Id { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets the id of the incident from which it follows.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string IncidentId { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets what is to be done: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Title { get; init => field = AuditText.RequireName(value); }

    /// <summary>Gets what it does about incidents of its kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not stated.</exception>
    public required ActionKind Kind { get; init => field = Check.Word(value, nameof(Kind), ActionKind.Unknown); }

    /// <summary>Gets the team or the person that does it, 1 to 200 characters, or <see langword="null"/> while nobody is named.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? Owner { get; init => field = value is null ? null : AuditText.RequireName(value); }

    /// <summary>Gets the last day on which it is not overdue, or <see langword="null"/> while there is none.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Gets the status. Default: open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a status.</exception>
    public ActionStatus Status { get; init => field = Check.Word(value, nameof(Status), ActionStatus.Unknown); } = ActionStatus.Open;

    /// <summary>Gets when it was filed.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it was done or cancelled, or <see langword="null"/> while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Gets the id of the item of technical debt that it removes, or <see langword="null"/>.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public string? DebtItemId { get; init => field = value is null ? null : AuditText.RequireName(value); }
}
