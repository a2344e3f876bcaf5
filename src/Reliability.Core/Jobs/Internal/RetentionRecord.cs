using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Jobs.Internal;

/// <summary>
/// A retention that is lower than the one in force, and since when no live process has declared a longer one, format 1.
/// </summary>
internal sealed record RetentionRecord : IStoredDocument<RetentionRecord>
{
    public const string Id = "series";

    public static string Collection => "retentions";

    public static int Format => 1;

    public static JsonTypeInfo<RetentionRecord> Json => JobsJson.Default.RetentionRecord;

    public int V { get; init; } = Format;

    /// <summary>The longest retention that was declared since then.</summary>
    public required KeptRecord Kept { get; init; }

    /// <summary>Since when, by the clock of the lease store.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When that was last seen to be so, by the same clock.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
