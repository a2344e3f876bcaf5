namespace Reliability.Storage.Conformance.Internal.Chaos;

internal sealed class ChaosEnrollments(IEnrollmentStore inner, ChaosControl control) : IEnrollmentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => control.RunAsync(inner.InitializeAsync, cancellationToken);

    public ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ApplyAsync(batch, token), cancellationToken);

    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.SummarizeAsync(experiments, token), cancellationToken);

    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetVariantsAsync(experiment, units, token), cancellationToken);

    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ReadUnitsAsync(experiment, token), cancellationToken);

    public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) =>
        control.RunAsync(inner.ListExperimentsAsync, cancellationToken);

    public ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.GetStateAsync(experiment, token), cancellationToken);

    public ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ExportAsync(experiment, continuation, token), cancellationToken);

    public ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken) =>
        control.RunAsync(token => inner.ImportAsync(import, token), cancellationToken);

    public async ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken) =>
        await control.RunAsync(token => inner.DeleteAsync(experiment, token), cancellationToken);
}
