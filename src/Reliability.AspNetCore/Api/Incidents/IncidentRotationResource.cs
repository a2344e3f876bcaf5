namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentRotationResource(DateTimeOffset Start, DateTimeOffset End, int Pages, int OutOfHours);
