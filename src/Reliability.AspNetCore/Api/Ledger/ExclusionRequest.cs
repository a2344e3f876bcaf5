namespace Reliability.AspNetCore.Internal;

internal sealed record ExclusionRequest
{
    public string? Slo { get; init; }

    public string? Service { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public RecurrenceResource? Recurrence { get; init; }

    public required string Reason { get; init; }

    public string? Id { get; init; }
}
