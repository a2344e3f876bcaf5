using System.Runtime.CompilerServices;
using Reliability.Storage.InMemory.Internal;
using Reliability.Storage.Internal;

namespace Reliability.Storage.InMemory;

/// <summary>Experiments' units in memory: for tests, and for trying things out. Everything is gone with the process.</summary>
public sealed class InMemoryEnrollmentStore : IEnrollmentStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ExperimentId, StoredExperiment> _experiments = [];

    /// <inheritdoc/>
    public ValueTask InitializeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.CompletedTask;
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

            return ValueTask.FromResult(experiment.Apply(batch));
        }
    }

    /// <inheritdoc/>
    public ValueTask<EnrollmentSummary> SummarizeAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return ValueTask.FromResult(_experiments.TryGetValue(experiment, out StoredExperiment? stored) ? stored.Summarize() : new EnrollmentSummary([], 0));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(units);
        cancellationToken.ThrowIfCancellationRequested();
        if (units.Count > EnrollmentBatch.MaxEntries)
        {
            throw new ArgumentException($"At most {EnrollmentBatch.MaxEntries} units are asked for at once; these are {units.Count}.", nameof(units));
        }

        string[] names = [.. units.Select(unit => StoreName.Require(unit))];
        lock (_lock)
        {
            StoredExperiment? stored = _experiments.GetValueOrDefault(experiment);
            return ValueTask.FromResult<IReadOnlyList<string?>>([.. names.Select(unit => stored?.VariantOf(unit))]);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EnrolledUnit[] units;
        lock (_lock)
        {
            units = _experiments.TryGetValue(experiment, out StoredExperiment? stored) ? stored.Units() : [];
        }

        foreach (EnrolledUnit unit in units)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return unit;
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ExperimentId> ListExperimentsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ExperimentId[] ids;
        lock (_lock)
        {
            ids = [.. _experiments.Where(e => e.Value.HasUnits).Select(e => e.Key)];
        }

        foreach (ExperimentId id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return id;
        }

        await Task.CompletedTask.ConfigureAwait(false);
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

        return ValueTask.CompletedTask;
    }
}
