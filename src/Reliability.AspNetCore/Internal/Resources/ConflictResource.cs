namespace Reliability.AspNetCore.Internal;

internal sealed record ConflictResource(string Slo, DateTimeOffset NewerSince, DateTimeOffset OlderSince);
