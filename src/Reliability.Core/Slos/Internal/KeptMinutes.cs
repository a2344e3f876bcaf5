using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>
/// The minutes of a partly excluded hour, stored beyond their retention, so that exclusions and revocations can be applied again.
/// Format 1.
/// </summary>
internal sealed record KeptMinutes : IStoredDocument<KeptMinutes>
{
    public static string Collection => "ledger-minutes";

    public static int Format => 1;

    public static JsonTypeInfo<KeptMinutes> Json => SloJson.Default.KeptMinutes;

    public int V { get; init; } = Format;

    /// <summary>The minutes that were measured.</summary>
    public required IReadOnlyList<KeptMinute> Minutes { get; init; }
}
