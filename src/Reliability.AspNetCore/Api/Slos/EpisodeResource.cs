namespace Reliability.AspNetCore.Internal;

internal sealed record EpisodeResource(string Rule, string Severity, DateTimeOffset FiredAt, DateTimeOffset? ClearedAt, string Explanation);
