using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Trends.Internal;

/// <summary>An accepted shift, or the withdrawal of its acceptance, as it is stored, format 1. A withdrawal has no shift.</summary>
internal sealed record StoredAcceptance : IStoredEvent<StoredAcceptance>
{
    public const string AcceptedType = "shift.accepted";

    public const string WithdrawnType = "shift.withdrawn";

    public static string Stream => "trends";

    public static int Format => 1;

    public static JsonTypeInfo<StoredAcceptance> Json => TrendsJson.Default.StoredAcceptance;

    public static FrozenSet<string> Types { get; } = FrozenSet.Create(StringComparer.Ordinal, AcceptedType, WithdrawnType);

    public int V { get; init; } = Format;

    /// <summary>The ID of the acceptance.</summary>
    public required string Id { get; init; }

    public required string Metric { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public StoredShift? Shift { get; init; }
}
