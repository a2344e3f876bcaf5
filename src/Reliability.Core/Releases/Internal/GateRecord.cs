using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Releases.Internal;

/// <summary>An entry of a gate's history as it is stored, format 1.</summary>
internal sealed record GateRecord : IStoredEvent<GateRecord>
{
    public const string OverrideType = "override";

    public const string RevocationType = "revocation";

    public static string Stream => "gate";

    public static int Format => 1;

    public static JsonTypeInfo<GateRecord> Json => ReleasesJson.Default.GateRecord;

    public static FrozenSet<string> Types { get; } = FrozenSet.Create(StringComparer.Ordinal, OverrideType, RevocationType);

    public int V { get; init; } = Format;

    public required string Id { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }
}
