using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>The stored evidence of one day of an experiment, format 1. The id of the document is the day. It never changes.</summary>
internal sealed record EvidenceRecord : IStoredDocument<EvidenceRecord>
{
    public static string Collection => "experiment-evidence";

    public static int Format => 1;

    public static JsonTypeInfo<EvidenceRecord> Json => ExperimentJson.Default.EvidenceRecord;

    public int V { get; init; } = Format;

    /// <summary>Gets the revision of the experiment for which the sums were read.</summary>
    public required int Revision { get; init; }

    public required StoredEvidence Evidence { get; init; }
}
