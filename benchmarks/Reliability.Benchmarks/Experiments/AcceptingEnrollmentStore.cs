using Reliability.Storage;

namespace Reliability.Benchmarks.Experiments;

/// <summary>Acknowledges everything and keeps nothing, so that the caller's side alone is measured.</summary>
internal sealed class AcceptingEnrollmentStore : IEnrollmentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => default;

    public ValueTask<EnrollmentResult> ApplyAsync(
        EnrollmentBatch batch,
        CancellationToken cancellationToken) => new(new EnrollmentResult { Counted = batch.Entries.Count });

    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments,
        CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment,
        IReadOnlyList<string> units,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(
        ExperimentId experiment,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EnrollmentState> GetStateAsync(
        ExperimentId experiment,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<UnitPage> ExportAsync(
        ExperimentId experiment,
        string? continuation,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EnrollmentImportResult> ImportAsync(
        EnrollmentImport import,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken) => throw new NotSupportedException();
}
