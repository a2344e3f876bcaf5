using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>
/// The stored form of an experiment, format 1. The history is in the same document, so no change is stored without its entry.
/// </summary>
internal sealed record ExperimentRecord : IStoredDocument<ExperimentRecord>
{
    public static string Collection => "experiments";

    public static int Format => 1;

    public static JsonTypeInfo<ExperimentRecord> Json => ExperimentJson.Default.ExperimentRecord;

    public int V { get; init; } = Format;

    public required string State { get; init; }

    public required StoredDefinition Definition { get; init; }

    public required IReadOnlyList<StoredChange> History { get; init; }

    public StoredConclusion? Conclusion { get; init; }

    public static ExperimentRecord Of(
        ExperimentState state,
        ExperimentDefinition definition,
        IReadOnlyList<ExperimentChange> history) => new()
        {
            State = ExperimentWords.State.Word(state),
            Definition = StoredDefinition.Of(definition),
            History = [.. history.Select(StoredChange.Of)],
        };

    public Experiment ToExperiment(string service, ETag etag) => new()
    {
        Service = service,
        State = ExperimentWords.State.Value(State),
        Definition = Definition.ToDefinition(),
        History = [.. History.Select(item => item.ToChange())],
        Conclusion = Conclusion?.ToConclusion(),
        ETag = etag,
    };
}
