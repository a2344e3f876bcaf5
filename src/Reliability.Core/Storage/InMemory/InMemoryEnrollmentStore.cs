using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage;

/// <summary>An enrollment store in the memory of this process. The data is lost when the process ends.</summary>
/// <remarks>
/// This class is safe for concurrent use. One lock guards all experiments while a batch is applied and while data is copied for a reader.
/// </remarks>
public sealed class InMemoryEnrollmentStore : IEnrollmentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ExperimentId, StoredExperiment> _experiments = [];

    /// <summary>Does nothing, because this store requires no initialization.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
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
    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments,
        CancellationToken cancellationToken)
    {
        Check.Items(experiments);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new([.. experiments.Select(one => _experiments.TryGetValue(one, out StoredExperiment? found)
                ? found.Summarize()
                : new EnrollmentSummary { Arms = [], Crossed = 0 })]);
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
