using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Alerting.Internal;

/// <summary>
/// The alerts of one subject of a source as they are stored, format 1. The collection is that of the source, and the ID of the document is
/// the name of the subject.
/// </summary>
internal sealed record StoredSourcedAlerts : IStoredDocument<StoredSourcedAlerts>
{
    public static string Collection => "sourced-alerts";

    public static int Format => 1;

    public static JsonTypeInfo<StoredSourcedAlerts> Json => AlertJson.Default.StoredSourcedAlerts;

    public int V { get; init; } = Format;

    /// <summary>What the source stores, in a versioned format of its own; null if it has not decided yet.</summary>
    public string? State { get; init; }

    public required StoredAlerts Alerts { get; init; }
}
