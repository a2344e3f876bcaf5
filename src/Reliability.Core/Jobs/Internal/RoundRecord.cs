using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Jobs.Internal;

/// <summary>What a process has done of one job, format 1.</summary>
internal sealed record RoundRecord : IStoredDocument<RoundRecord>
{
    public static string Collection => "rounds";

    public static int Format => 1;

    public static JsonTypeInfo<RoundRecord> Json => JobsJson.Default.RoundRecord;

    public int V { get; init; } = Format;

    public required string Process { get; init; }

    public required string Job { get; init; }

    /// <summary>When the round ended, by the clock of the store.</summary>
    public required DateTimeOffset At { get; init; }

    public required IReadOnlyList<RoundItem> Items { get; init; }

    public static string IdOf(string process, string job) => Common.Internal.StoreName.Join(job + ":", process);
}
