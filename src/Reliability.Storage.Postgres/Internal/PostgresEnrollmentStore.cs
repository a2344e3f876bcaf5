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

    public ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return DeleteCoreAsync(experiment, cancellationToken);
    }

    private static EnrollmentResult Result(NpgsqlDataReader row) => new()
    {
        Superseded = row.GetBoolean(0),
        Enrolled = row.GetInt32(1),
        Crossed = row.GetInt32(2),
        Counted = row.GetInt32(3),
        Duplicates = row.GetInt32(4),
        OtherVariant = row.GetInt32(5),
        OfCrossed = row.GetInt32(6),
        Unexposed = row.GetFieldValue<int[]>(7),
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

    /// <summary>Removes a bounded number of units in each transaction. After the first transaction, no reader sees any unit.</summary>
    private async ValueTask DeleteCoreAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        bool isDone = false;
        for (bool isFirst = true; !isDone; isFirst = false)
        {
            using NpgsqlCommand chunk = Of(database.Sql.DeleteExperiment, experiment).With(isFirst).With(DeleteChunk);
            isDone = await database.FirstAsync(chunk, row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false);
        }
    }
}
