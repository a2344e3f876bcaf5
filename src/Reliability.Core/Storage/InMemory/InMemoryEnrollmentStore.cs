using System.Runtime.CompilerServices;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>An enrollment store in the memory of this process. Everything is lost when the process ends.</summary>
/// <remarks>Safe for concurrent use: one lock guards all experiments, held for a batch or for the copying of what is read.</remarks>
public sealed class InMemoryEnrollmentStore : IEnrollmentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ExperimentId, StoredExperiment> _experiments = [];

    /// <summary>Has nothing to do but to honour <paramref name="cancellationToken"/>.</summary>
    /// <param name="cancellationToken">Throws when it is already cancelled.</param>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return default;
    }

    /// <inheritdoc/>
    public ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!_experiments.TryGetValue(batch.Experiment, out StoredExperiment? experiment))
            {
                _experiments.Add(batch.Experiment, experiment = new StoredExperiment());
            }

            return new(experiment.Apply(batch));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken)
    {
        StoreBatch.Require(experiments);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. experiments.Select(one => _experiments.TryGetValue(one, out StoredExperiment? found) ? found.Summarize() : new EnrollmentSummary
            {
                Arms = [],
                Crossed = 0,
            })]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EnrollmentBatch.RequireUnits(units);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _experiments.TryGetValue(experiment, out StoredExperiment? found);
            return new([.. units.Select(unit => found?.VariantOf(unit))]);
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return ReadCoreAsync(experiment, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExperimentId> ListExperimentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        ExperimentId[] experiments;
        lock (_lock)
        {
            experiments = [.. _experiments.Where(one => one.Value.HoldsUnits).Select(one => one.Key)];
        }

        foreach (ExperimentId experiment in experiments)
        {
            yield return experiment;
        }
    }

    /// <inheritdoc/>
    public ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _experiments.Remove(experiment);
        }

        return default;
    }

    private async IAsyncEnumerable<EnrolledUnit> ReadCoreAsync(
        ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken).ConfigureAwait(false);
        EnrolledUnit[] units;
        lock (_lock)
        {
            units = _experiments.TryGetValue(experiment, out StoredExperiment? found) ? found.Units() : [];
        }

        foreach (EnrolledUnit unit in units)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return unit;
        }
    }
}
