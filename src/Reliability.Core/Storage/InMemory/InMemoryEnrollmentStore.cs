using System.Globalization;
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
    private readonly Dictionary<ExperimentId, StagedExperiment> _imports = [];

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
    public ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new((_experiments.GetValueOrDefault(experiment) ?? new StoredExperiment()).State());
        }
    }

    /// <inheritdoc/>
    public ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        cancellationToken.ThrowIfCancellationRequested();
        if (!int.TryParse(continuation ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out int place))
        {
            throw new ArgumentException($"'{continuation}' is not a position of this store.", nameof(continuation));
        }

        lock (_lock)
        {
            UnitRecord[] units = _experiments.GetValueOrDefault(experiment)?.Page(place, EnrollmentImport.MaxUnits) ?? [];
            bool isLast = units.Length < EnrollmentImport.MaxUnits;
            return new(new UnitPage
            {
                Units = units,
                Continuation = isLast ? null : (place + units.Length).ToString(CultureInfo.InvariantCulture),
            });
        }
    }

    /// <inheritdoc/>
    public ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            return new(Import(import));
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
            _imports.Remove(experiment);
        }

        return default;
    }

    private EnrollmentImportResult Import(EnrollmentImport import)
    {
        if (_experiments.TryGetValue(import.Experiment, out StoredExperiment? present))
        {
            _imports.Remove(import.Experiment);
            bool isRepeated = present.ImportId == import.ImportId;
            return new() { Outcome = isRepeated ? EnrollmentImportOutcome.Imported : EnrollmentImportOutcome.Present };
        }

        if (!_imports.TryGetValue(import.Experiment, out StagedExperiment? staged) || staged.ImportId != import.ImportId)
        {
            _imports[import.Experiment] = staged = new StagedExperiment(import.ImportId);
        }

        if (staged.Continuation != import.After)
        {
            return new() { Outcome = EnrollmentImportOutcome.Staged, Continuation = staged.Continuation };
        }

        foreach (UnitRecord unit in import.Units)
        {
            staged.Experiment.Stage(unit);
        }

        if (import.Final is not { } final)
        {
            staged.Continuation = import.Continuation;
            return new() { Outcome = EnrollmentImportOutcome.Staged, Continuation = staged.Continuation };
        }

        _imports.Remove(import.Experiment);
        if (!staged.Experiment.TryFinish(import.ImportId, final))
        {
            return new() { Outcome = EnrollmentImportOutcome.Incomplete };
        }

        _experiments.Add(import.Experiment, staged.Experiment);
        return new() { Outcome = EnrollmentImportOutcome.Imported };
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

    private sealed class StagedExperiment(string importId)
    {
        public string ImportId { get; } = importId;

        public string? Continuation { get; set; }

        public StoredExperiment Experiment { get; } = new();
    }
}
