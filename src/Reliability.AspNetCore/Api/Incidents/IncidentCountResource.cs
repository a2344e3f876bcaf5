namespace Reliability.AspNetCore.Internal;

internal sealed record IncidentCountResource(string Key, int Count);
