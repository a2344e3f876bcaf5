using Npgsql;
using Reliability.Common.Internal;

namespace Reliability.Storage.Postgres.Internal;

internal sealed class PostgresEnrollmentStore(PostgresDatabase database) : IEnrollmentStore
{
    private const long DeleteChunk = 4096;

    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return ApplyCoreAsync(batch, cancellationToken);
    }

    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken) =>
        SummarizeCoreAsync(Check.Copy(experiments), cancellationToken);

    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EnrollmentBatch.RequireUnits(units);
        return GetVariantsCoreAsync(experiment, [.. units], cancellationToken);
    }

    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return database.RowsAsync(
            Of(database.Sql.ReadUnits, experiment),
            row => new EnrolledUnit
            {
                Unit = row.GetString(0),
                Variant = row.GetString(1),
                Time = Timestamp.Read(row.GetDateTime(2)),
                IsCrossed = row.GetBoolean(3),
            },
            cancellationToken);
    }

    public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) => database.RowsAsync(
        database.Command(database.Sql.ListExperiments), row => new ExperimentId(row.GetString(0), row.GetString(1)), cancellationToken);

    public ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return GetStateCoreAsync(experiment, cancellationToken);
    }

    public ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return ExportCoreAsync(experiment, continuation, cancellationToken);
    }

    public ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        return new EnrollmentImporter(
            database,
            (experiment, suffix, token) => DeleteCoreAsync(experiment.Service, experiment.Key + suffix, isOnlyRest: true, token))
            .RunAsync(import, cancellationToken);
    }

    public async ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        foreach (string name in (string[])[experiment.Key, experiment.Key + EnrollmentImporter.StageSuffix])
        {
            await DeleteCoreAsync(experiment.Service, name, isOnlyRest: false, cancellationToken).ConfigureAwait(false);
        }
    }

    private static EnrollmentResult Result(NpgsqlDataReader row) => Result(row, 1) with { Superseded = row.GetBoolean(0) };

    private static EnrollmentResult Result(NpgsqlDataReader row, int column) => new()
    {
        Enrolled = row.GetInt32(column),
        Crossed = row.GetInt32(column + 1),
        Counted = row.GetInt32(column + 2),
        Duplicates = row.GetInt32(column + 3),
        OtherVariant = row.GetInt32(column + 4),
        OfCrossed = row.GetInt32(column + 5),
        Unexposed = row.GetFieldValue<int[]>(column + 6),
    };

    private NpgsqlCommand Of(string sql, ExperimentId experiment) => database.Command(sql).With(experiment.Service).With(experiment.Key);

    private async ValueTask<EnrollmentResult> ApplyCoreAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        EnrollmentRows rows = EnrollmentRows.Of(batch);
        using NpgsqlCommand command = Of(database.Sql.ApplyEnrollments, batch.Experiment)
            .With(batch.ProducerId)
            .With(batch.Sequence)
            .With(rows.UnitNames)
            .With(rows.Arms)
            .With(rows.VariantNames)
            .With(rows.MetricNames)
            .With(rows.PairUnits)
            .With(rows.PairMetrics)
            .With(rows.Kinds)
            .With(rows.Units)
            .With(rows.Variants)
            .With(rows.Pairs)
            .With(rows.Values)
            .With(rows.Seconds)
            .With(rows.Times);
        return (await database.FirstAsync(command, Result, cancellationToken).ConfigureAwait(false))!;
    }

    private async ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeCoreAsync(
        ExperimentId[] experiments, CancellationToken cancellationToken)
    {
        await database.InitializeAsync(cancellationToken).ConfigureAwait(false);
        SummaryRows[] summaries = [.. experiments.Select(_ => new SummaryRows())];
        foreach (ArraySegment<ExperimentId> part in Batch.Parts(experiments))
        {
            using NpgsqlCommand command = database.Command(database.Sql.Summarize)
                .With(part.Column(experiment => experiment.Service))
                .With(part.Column(experiment => experiment.Key));
            foreach ((int place, SummaryRow row) in await database.AllAsync(
                command, row => ((int)row.GetInt64(10) - 1, SummaryRow.Read(row)), isRepeatable: true,
                cancellationToken).ConfigureAwait(false))
            {
                summaries[part.Offset + place].Add(row);
            }
        }

        return [.. summaries.Select(summary => summary.Build())];
    }

    private async ValueTask<IReadOnlyList<string?>> GetVariantsCoreAsync(
        ExperimentId experiment, string[] units, CancellationToken cancellationToken)
    {
        var variants = new List<string?>(units.Length);
        await foreach (string? variant in database.RowsAsync(
            Of(database.Sql.GetVariants, experiment).With(units),
            row => row.IsDBNull(0) ? null : row.GetString(0),
            cancellationToken).ConfigureAwait(false))
        {
            variants.Add(variant);
        }

        return variants;
    }

    private async ValueTask<EnrollmentState> GetStateCoreAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        const int Producer = 10;
        using NpgsqlCommand command = Of(database.Sql.ReadState, experiment);
        var summary = new SummaryRows();
        List<EnrollmentProducer> producers = [];
        foreach ((SummaryRow? sums, EnrollmentProducer? producer) in await database.AllAsync(
            command, row => row.IsDBNull(0) ? ((SummaryRow?)null, ReadProducer(row)) : (SummaryRow.Read(row), null), isRepeatable: true,
            cancellationToken).ConfigureAwait(false))
        {
            if (producer is not null)
            {
                producers.Add(producer);
            }
            else
            {
                summary.Add(sums!.Value);
            }
        }

        return new EnrollmentState { Summary = summary.Build(), Producers = producers };

        static EnrollmentProducer ReadProducer(NpgsqlDataReader row) => new()
        {
            ProducerId = row.GetString(Producer),
            Sequence = row.GetInt64(Producer + 1),
            Result = Result(row, Producer + 2),
        };
    }

    private async ValueTask<UnitPage> ExportCoreAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken)
    {
        using NpgsqlCommand command = Of(database.Sql.ReadUnitPage, experiment)
            .With(continuation ?? "")
            .With((long)EnrollmentImport.MaxUnits);
        List<UnitRecord> units = UnitRows.Group(
            await database.AllAsync(command, UnitRows.Read, isRepeatable: true, cancellationToken).ConfigureAwait(false));
        return new UnitPage { Units = units, Continuation = units.Count < EnrollmentImport.MaxUnits ? null : units[^1].Unit };
    }

    /// <summary>
    /// Removes a bounded number of units in each transaction. After the first transaction, no reader sees any unit. Only the rest of an
    /// experiment that counts as gone already is removed if so asked.
    /// </summary>
    private async ValueTask DeleteCoreAsync(string service, string name, bool isOnlyRest, CancellationToken cancellationToken)
    {
        bool isDone = false;
        for (bool isFirst = !isOnlyRest; !isDone; isFirst = false)
        {
            using NpgsqlCommand chunk = database.Command(database.Sql.DeleteExperiment)
                .With(service)
                .With(name)
                .With(isFirst)
                .With(DeleteChunk);
            isDone = await database.FirstAsync(chunk, row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        }
    }
}
