namespace Reliability.AspNetCore.Internal;

internal sealed record GateOverrideResource(string Id, string By, string Reason, DateTimeOffset? ExpiresAt);
