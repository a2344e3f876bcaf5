using Reliability.Storage;

namespace Reliability.Tests;

/// <summary>Enrollments that take a batch and never answer, until the caller has enough.</summary>
internal sealed class HangingEnrollments : IEnrollmentStore
{
    private readonly InMemoryEnrollmentStore _inner = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A batch is there.</summary>
    public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => _inner.InitializeAsync(cancellationToken);

    public async ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        _arrived.TrySetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        throw new InvalidOperationException("It never answers.");
    }

    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken) => _inner.SummarizeAsync(experiments, cancellationToken);

    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken) =>
        _inner.GetVariantsAsync(experiment, units, cancellationToken);

    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken) => _inner.ReadUnitsAsync(experiment, cancellationToken);

    public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) => _inner.ListExperimentsAsync(cancellationToken);

    public ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken) => _inner.DeleteAsync(experiment, cancellationToken);
}
