using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Alerting.Internal;

/// <summary>A transition of an alert as it is stored in the history and in the outbox, format 1.</summary>
internal sealed record StoredNotification : IStoredEvent<StoredNotification>
{
    public const string FiredType = "alert.fired";

    public const string ResolvedType = "alert.resolved";

    public static string Stream => "alerts";

    public static int Format => 1;

    public static JsonTypeInfo<StoredNotification> Json => AlertJson.Default.StoredNotification;

    public static FrozenSet<string> Types { get; } = FrozenSet.Create(StringComparer.Ordinal, FiredType, ResolvedType);

    public int V { get; init; } = Format;

    public required string AlertId { get; init; }

    public required string Kind { get; init; }

    public required string Slo { get; init; }

    public required string Rule { get; init; }

    public required string Severity { get; init; }

    public required DateTimeOffset FiredAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public required string Explanation { get; init; }

    public required string ClearsWhen { get; init; }
}
