using System.Collections.Frozen;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Slos.Internal;

/// <summary>An entry of a ledger as it is stored, format 1.</summary>
internal sealed partial record LedgerRecord : IStoredEvent<LedgerRecord>
{
    private static readonly FrozenDictionary<string, LedgerEntryKind> Kinds =
        new Dictionary<string, LedgerEntryKind>(StringComparer.Ordinal)
        {
            ["adjustment"] = LedgerEntryKind.Adjustment,
            ["exclusion"] = LedgerEntryKind.Exclusion,
            ["reset"] = LedgerEntryKind.Reset,
            ["revocation"] = LedgerEntryKind.Revocation,
            ["definition"] = LedgerEntryKind.Definition,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Stream => "ledger";

    public static int Format => 1;

    public static JsonTypeInfo<LedgerRecord> Json => LedgerRecordJson.Default.LedgerRecord;

    public static FrozenSet<string> Types { get; } = Kinds.Keys.ToFrozenSet(StringComparer.Ordinal);

    public int V { get; init; } = Format;

    public required string Id { get; init; }

    public string? Slo { get; init; }

    public required string By { get; init; }

    public required string Reason { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public StoredRecurrence? Recurrence { get; init; }

    public decimal? Good { get; init; }

    public decimal? Bad { get; init; }

    public decimal? BudgetShare { get; init; }

    public int? Generation { get; init; }

    /// <summary>What a definition measures. A definition with a different measure has its own series.</summary>
    public string? Measures { get; init; }

    public bool? StartsAnew { get; init; }

    public static string TypeOf(LedgerEntryKind kind) => Kinds.First(pair => pair.Value == kind).Key;

    public static LedgerEntryKind KindOf(string type) => Kinds.GetValueOrDefault(type);

    /// <summary>How the record is written.</summary>
    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UseStringEnumConverter = true)]
    [JsonSerializable(typeof(LedgerRecord))]
    private sealed partial class LedgerRecordJson : JsonSerializerContext;
}
