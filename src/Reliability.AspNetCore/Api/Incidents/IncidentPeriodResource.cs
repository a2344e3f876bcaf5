namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentPeriodResource(DateTimeOffset Start, DateTimeOffset End, int Count, int Recurrences);
