using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Alerting.Internal;

/// <summary>The alerts of one objective as they are stored, format 1. The ID of the document is the name of the objective.</summary>
internal sealed record StoredAlerts : IStoredDocument<StoredAlerts>
{
    public static string Collection => "alerts";

    public static int Format => 1;

    public static JsonTypeInfo<StoredAlerts> Json => AlertJson.Default.StoredAlerts;

    public int V { get; init; } = Format;

    public required long Epoch { get; init; }

    public required long Token { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    public required IReadOnlyList<StoredAlert> Alerts { get; init; }

    public required IReadOnlyList<StoredOutboxEntry> Outbox { get; init; }

    public required IReadOnlyList<StoredUndelivered> Undelivered { get; init; }
}
