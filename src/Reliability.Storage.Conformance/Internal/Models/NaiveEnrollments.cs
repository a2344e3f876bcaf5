using System.Runtime.CompilerServices;

namespace Reliability.Storage.Conformance.Internal.Models;

/// <summary>Keeps all entries, and computes each result from the list of them: slow, and easy to verify.</summary>
internal sealed class NaiveEnrollments : IEnrollmentStore
{
    private readonly Lock _lock = new();
    private readonly List<(ExperimentId Experiment, string Producer, long Sequence, EnrollmentResult Result)> _batches = [];
    private readonly List<(ExperimentId Experiment, EnrollmentEntry Entry, bool IsCounted)> _entries = [];

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => default;

    public ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var last = _batches.LastOrDefault(one => one.Experiment == batch.Experiment && one.Producer == batch.ProducerId);
            if (batch.Sequence <= last.Sequence)
            {
                return new(batch.Sequence == last.Sequence ? last.Result : new EnrollmentResult { Superseded = true });
            }

            EnrollmentOutcome[] outcomes = [.. batch.Entries.Select(entry => Add(batch.Experiment, entry))];
            var result = new EnrollmentResult
            {
                Enrolled = outcomes.Count(outcome => outcome == EnrollmentOutcome.Enrolled),
                Crossed = outcomes.Count(outcome => outcome == EnrollmentOutcome.Crossed),
                Counted = outcomes.Count(outcome => outcome == EnrollmentOutcome.Counted),
                Duplicates = outcomes.Count(outcome => outcome == EnrollmentOutcome.Duplicate),
                OtherVariant = outcomes.Count(outcome => outcome == EnrollmentOutcome.OtherVariant),
                OfCrossed = outcomes.Count(outcome => outcome == EnrollmentOutcome.OfCrossed),
                Unexposed = [.. outcomes.Index().Where(one => one.Item == EnrollmentOutcome.Unexposed).Select(one => one.Index)],
            };
            _batches.Add((batch.Experiment, batch.ProducerId, batch.Sequence, result));
            return new(result);
        }
    }

    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new([.. experiments.Select(Summarize)]);
        }
    }

    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return new([.. units.Select(unit => Find(experiment, unit)?.Variant)]);
        }
    }

    public async IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(
        ExperimentId experiment, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await InitializeAsync(cancellationToken);
        EnrolledUnit[] units;
        lock (_lock)
        {
            units = Units(experiment);
        }

        foreach (EnrolledUnit unit in units)
        {
            yield return unit;
        }
    }

    public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    /// <summary>
    /// What the pages of an export and an import come to: all that happened to one experiment happened to the other as well. Nothing is
    /// copied of an experiment without data.
    /// </summary>
    public EnrollmentImportOutcome Copy(ExperimentId from, ExperimentId to)
    {
        lock (_lock)
        {
            if (_batches.Exists(one => one.Experiment == to))
            {
                return EnrollmentImportOutcome.Present;
            }

            if (!_batches.Exists(one => one.Experiment == from))
            {
                return EnrollmentImportOutcome.None;
            }

            _batches.AddRange([.. _batches.Where(one => one.Experiment == from).Select(one => one with { Experiment = to })]);
            _entries.AddRange([.. _entries.Where(one => one.Experiment == from).Select(one => one with { Experiment = to })]);
            return EnrollmentImportOutcome.Imported;
        }
    }

    public ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _batches.RemoveAll(one => one.Experiment == experiment);
            _entries.RemoveAll(one => one.Experiment == experiment);
            return default;
        }
    }

    private EnrollmentSummary Summarize(ExperimentId experiment)
    {
        EnrolledUnit[] units = Units(experiment);
        return new EnrollmentSummary
        {
            Arms = [
                .. units.GroupBy(unit => unit.Variant, StringComparer.Ordinal).OrderBy(arm => arm.Key, StringComparer.Ordinal).Select(arm =>
                {
                    EnrolledUnit[] members = [.. arm.Where(unit => !unit.IsCrossed)];
                    return new ArmSummary { Variant = arm.Key, Units = members.Length, Metrics = [.. Metrics(experiment, members)] };
                }),
            ],
            Crossed = units.Count(unit => unit.IsCrossed),
        };
    }

    private EnrollmentOutcome Add(ExperimentId experiment, EnrollmentEntry entry)
    {
        EnrollmentOutcome outcome = Decide(experiment, entry);
        _entries.Add((experiment, entry, outcome == EnrollmentOutcome.Counted));
        return outcome;
    }

    private EnrollmentOutcome Decide(ExperimentId experiment, EnrollmentEntry entry)
    {
        EnrolledUnit? unit = Find(experiment, entry.Unit);
        if (entry.Kind == EnrollmentKind.Exposure)
        {
            return unit is not { } known ? EnrollmentOutcome.Enrolled
                : known.Variant == entry.Variant || known.IsCrossed ? EnrollmentOutcome.Duplicate
                : EnrollmentOutcome.Crossed;
        }

        bool isEarly = entry.Kind != EnrollmentKind.Covariate && entry.Time.ToUnixTimeMilliseconds() < unit?.Time.ToUnixTimeMilliseconds();
        bool isRepeated = entry.Kind != EnrollmentKind.Sum
            && _entries.Any(
                one => one.IsCounted && one.Experiment == experiment
                    && (one.Entry.Unit, one.Entry.Metric, one.Entry.Kind) == (entry.Unit, entry.Metric, entry.Kind));
        return unit is not { } found ? EnrollmentOutcome.Unexposed
            : found.IsCrossed ? EnrollmentOutcome.OfCrossed
            : entry.Variant is not null && entry.Variant != found.Variant ? EnrollmentOutcome.OtherVariant
            : isEarly ? EnrollmentOutcome.Unexposed
            : isRepeated ? EnrollmentOutcome.Duplicate
            : EnrollmentOutcome.Counted;
    }

    private EnrolledUnit? Find(ExperimentId experiment, string unit)
    {
        EnrollmentEntry[] seen = [
            .. _entries.Where(one => one.Experiment == experiment && one.Entry.Unit == unit && one.Entry.Kind == EnrollmentKind.Exposure)
                .Select(one => one.Entry)
        ];
        if (seen.Length == 0)
        {
            return null;
        }

        string arm = seen[0].Variant!;
        long time = seen.Where(entry => entry.Variant == arm).Min(entry => entry.Time.ToUnixTimeMilliseconds());
        return new()
        {
            Unit = unit,
            Variant = arm,
            Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
            IsCrossed = seen.Any(entry => entry.Variant != arm),
        };
    }

    private EnrolledUnit[] Units(ExperimentId experiment) =>
        [
            .. _entries.Where(one => one.Experiment == experiment)
                .Select(one => one.Entry.Unit)
                .Distinct(StringComparer.Ordinal)
                .Select(unit => Find(experiment, unit))
                .OfType<EnrolledUnit>(),
        ];

    private IEnumerable<MetricSums> Metrics(ExperimentId experiment, EnrolledUnit[] members) =>
        _entries.Where(one => one.IsCounted && one.Experiment == experiment && members.Any(unit => unit.Unit == one.Entry.Unit))
            .GroupBy(one => one.Entry.Metric!, one => one.Entry, StringComparer.Ordinal)
            .OrderBy(metric => metric.Key, StringComparer.Ordinal)
            .Select(metric =>
            {
                (double X, double Y)[] units =
                    [
                        .. metric.GroupBy(entry => entry.Unit, StringComparer.Ordinal)
                            .Select(mine => (mine.Sum(entry => entry.Value), mine.Sum(entry => entry.Second)))
                    ];
                return new MetricSums
                {
                    Metric = metric.Key,
                    Units = units.Length,
                    X = units.Sum(u => u.X),
                    XX = units.Sum(u => u.X * u.X),
                    Y = units.Sum(u => u.Y),
                    YY = units.Sum(u => u.Y * u.Y),
                    XY = units.Sum(u => u.X * u.Y),
                };
            });
}
