using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

internal sealed record PostmortemChangeResource(
    int Revision, string Id, string Kind, string By, string Reason, DateTimeOffset At, IReadOnlyList<IncidentFieldResource> Fields)
{
    public static PostmortemChangeResource From(PostmortemChange one) => new(
        one.Revision,
        one.Id,
        one.Kind.ToString(),
        one.By,
        one.Reason,
        one.At,
        [.. one.Fields.Select(field => new IncidentFieldResource(field.Field, field.From, field.To))]);
}
