using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>The stored looks of an experiment with planned units, format 1. The last look stands until the next one is due.</summary>
internal sealed record LookRecord : IStoredDocument<LookRecord>
{
    public static string Collection => "experiment-looks";

    public static int Format => 1;

    public static JsonTypeInfo<LookRecord> Json => ExperimentJson.Default.LookRecord;

    public int V { get; init; } = Format;

    public required StoredEvidence Last { get; init; }
}
