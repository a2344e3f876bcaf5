using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Experiments.Internal;

/// <summary>An experiment as it is stored, format 1: its history lies in the same document, so that no change is without its entry.</summary>
internal sealed record ExperimentRecord : IStoredDocument<ExperimentRecord>
{
    public static string Collection => "experiments";

    public static int Format => 1;

    public static JsonTypeInfo<ExperimentRecord> Json => ExperimentJson.Default.ExperimentRecord;

    public int V { get; init; } = Format;

    public required ExperimentState State { get; init; }

    public required ExperimentDefinition Definition { get; init; }

    public required IReadOnlyList<ExperimentChange> History { get; init; }

    public ExperimentConclusion? Conclusion { get; init; }
}
