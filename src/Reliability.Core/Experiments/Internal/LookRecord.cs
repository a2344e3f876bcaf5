using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>The looks that were taken at an experiment with planned units, format 1: what they saw last stands until the next is due.</summary>
internal sealed record LookRecord : IStoredDocument<LookRecord>
{
    public static string Collection => "experiment-looks";

    public static int Format => 1;

    public static JsonTypeInfo<LookRecord> Json => ExperimentJson.Default.LookRecord;

    public int V { get; init; } = Format;

    public required StoredEvidence Last { get; init; }
}
