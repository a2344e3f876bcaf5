using Reliability.Storage;

namespace Reliability.Core.Tests.Doubles;

/// <summary>Enrollments that can be taken away, and that count how often they are asked for variants.</summary>
internal sealed class SwitchableEnrollments : IEnrollmentStore
{
    private readonly InMemoryEnrollmentStore _inner = new();
    private int _lookUps;

    public bool IsAway { get; set; }

    public int LookUps => Volatile.Read(ref _lookUps);

    /// <summary>What happens while a look-up is on its way.</summary>
    public Func<Task>? DuringLookUp { get; set; }

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => There().InitializeAsync(cancellationToken);

    public ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken) => There().ApplyAsync(batch, cancellationToken);

    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken) => There().SummarizeAsync(experiments, cancellationToken);

    public async ValueTask<IReadOnlyList<string?>> GetVariantsAsync(ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _lookUps);
        IReadOnlyList<string?> found = await There().GetVariantsAsync(experiment, units, cancellationToken);
        await (DuringLookUp?.Invoke() ?? Task.CompletedTask);
        return found;
    }

    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken) => There().ReadUnitsAsync(experiment, cancellationToken);

    public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) => There().ListExperimentsAsync(cancellationToken);

    public ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken) => There().DeleteAsync(experiment, cancellationToken);

    private InMemoryEnrollmentStore There() => IsAway ? throw new StoreException("The store is away.", isTransient: true) : _inner;
}
