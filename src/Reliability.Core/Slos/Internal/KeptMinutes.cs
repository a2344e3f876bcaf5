using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>
/// The minutes of a partly excluded hour, stored beyond their retention, so that exclusions and revocations can be applied again.
/// Format 1.
/// </summary>
internal sealed partial record KeptMinutes : IStoredDocument<KeptMinutes>
{
    public static string Collection => "ledger-minutes";

    public static int Format => 1;

    public static JsonTypeInfo<KeptMinutes> Json => KeptMinutesJson.Default.KeptMinutes;

    public int V { get; init; } = Format;

    /// <summary>The minutes that were measured.</summary>
    public required IReadOnlyList<KeptMinute> Minutes { get; init; }

    public static KeptMinutes Of(IEnumerable<SeriesBucket> minutes) =>
        new() { Minutes = [.. minutes.Select(minute => KeptMinute.From(in minute))] };

    /// <summary>The document that keeps the minutes of an hour of a series.</summary>
    public static string IdOf(SeriesId series, DateTimeOffset hour) =>
        StoreName.Join(string.Create(CultureInfo.InvariantCulture, $"{hour.UtcDateTime:yyyyMMddHH}:"), series.Name);

    public SeriesBucket[] ToBuckets(DateTimeOffset hour) => [.. Minutes.Select(minute => minute.ToBucket(hour))];

    /// <summary>How the record is written.</summary>
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UseStringEnumConverter = true)]
    [JsonSerializable(typeof(KeptMinutes))]
    private sealed partial class KeptMinutesJson : JsonSerializerContext;
}
