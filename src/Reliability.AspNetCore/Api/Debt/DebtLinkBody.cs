using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

internal sealed record DebtLinkBody
{
    public required string Reason { get; init; }

    public string? Incident { get; init; }

    public string? Objective { get; init; }

    public string? Id { get; init; }

    public string? Etag { get; init; }

    public DebtLink ToLink() => (Incident, Objective) switch
    {
        ({ } incident, null) => DebtLink.Incident(incident),
        (null, { } objective) => DebtLink.Objective(objective),
        _ => throw new BadQueryException("A link names either an incident or an objective."),
    };
}
