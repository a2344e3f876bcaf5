using Reliability.Common.Internal;

namespace Reliability.Debt;

/// <summary>A link from an item to an incident or an objective.</summary>
public sealed record DebtLink
{
    /// <summary>Gets the kind.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind is not stated.</exception>
    public required DebtLinkKind Kind { get; init => field = Check.Word(value, nameof(Kind), DebtLinkKind.Unknown); }

    /// <summary>Gets the id of the incident or the name of the objective: 1 to 200 characters without control characters.</summary>
    /// <exception cref="ArgumentException">The text is empty, too long, or contains a control character.</exception>
    public required string Id { get; init => field = AuditText.RequireName(value); }

    /// <summary>Creates a link to an incident.</summary>
    /// <param name="id">The id of the incident.</param>
    public static DebtLink Incident(string id) => new() { Kind = DebtLinkKind.Incident, Id = id };

    /// <summary>Creates a link to an objective.</summary>
    /// <param name="name">The name of the objective.</param>
    public static DebtLink Objective(string name) => new() { Kind = DebtLinkKind.Objective, Id = name };
}
