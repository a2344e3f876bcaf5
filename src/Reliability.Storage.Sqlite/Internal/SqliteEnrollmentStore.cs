using Microsoft.Data.Sqlite;
using Reliability.Common.Internal;

namespace Reliability.Storage.Sqlite.Internal;

internal sealed class SqliteEnrollmentStore(SqliteDatabase database, string storeNamespace) : IEnrollmentStore
{
    public ValueTask InitializeAsync(CancellationToken cancellationToken) => database.InitializeAsync(cancellationToken);

    public ValueTask<EnrollmentResult> ApplyAsync(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return database.WriteAsync(
            (session, token) =>
            {
                long? experiment = Prepared(session, EnrollmentSql.FindExperiment, batch.Experiment).Number()
                    ?? Prepared(session, EnrollmentSql.AddExperiment, batch.Experiment).Number();
                return new EnrollmentApply(session, experiment!.Value).Run(batch, token);
            },
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<EnrollmentSummary>> SummarizeAsync(
        IReadOnlyList<ExperimentId> experiments, CancellationToken cancellationToken) =>
        database.ReadEachAsync(Check.Copy(experiments), Summarize, cancellationToken);

    public ValueTask<IReadOnlyList<string?>> GetVariantsAsync(
        ExperimentId experiment, IReadOnlyList<string> units, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        EnrollmentBatch.RequireUnits(units);
        return database.ReadAsync<IReadOnlyList<string?>>(
            session =>
            {
                // The variant of a unit never changes, so that the rows need not be of one snapshot.
                return Prepared(session, EnrollmentSql.FindExperiment, experiment).Number() is { } id
                    ? [.. units.Select(unit => VariantOf(session, id, unit))]
                    : new string?[units.Count];
            },
            cancellationToken);
    }

    public IAsyncEnumerable<EnrolledUnit> ReadUnitsAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return database.ReadRowsAsync(
            session => Prepared(session, EnrollmentSql.ReadUnits, experiment),
            row => new EnrolledUnit
            {
                Unit = row.GetString(0),
                Variant = row.GetString(1),
                Time = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                IsCrossed = row.GetBoolean(3),
            },
            cancellationToken);
    }

    public IAsyncEnumerable<ExperimentId> ListExperimentsAsync(CancellationToken cancellationToken) => database.ReadRowsAsync(
        session => session.Prepared(EnrollmentSql.ListExperiments).Bind("$namespace", storeNamespace),
        row => new ExperimentId(row.GetString(0), row.GetString(1)),
        cancellationToken);

    public async ValueTask<EnrollmentState> GetStateAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        IReadOnlyList<EnrollmentState> states = await database.ReadEachAsync(
            [experiment],
            (session, one) => new EnrollmentState { Summary = Summarize(session, one), Producers = ReadProducers(session, one) },
            cancellationToken).ConfigureAwait(false);
        return states[0];
    }

    public ValueTask<UnitPage> ExportAsync(ExperimentId experiment, string? continuation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return database.ReadAsync(
            session =>
            {
                using SqliteDataReader row = Prepared(session, EnrollmentSql.ReadPage, experiment)
                    .Bind("$after", continuation ?? "")
                    .Bind("$limit", EnrollmentImport.MaxUnits)
                    .ExecuteReader();
                List<UnitRecord> units = EnrollmentRows.Units(row);
                return new UnitPage { Units = units, Continuation = units.Count < EnrollmentImport.MaxUnits ? null : units[^1].Unit };
            },
            cancellationToken);
    }

    public ValueTask<EnrollmentImportResult> ImportAsync(EnrollmentImport import, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(import);
        return database.WriteAsync(
            (session, token) => new EnrollmentImporter(session, storeNamespace, import).Run(token), cancellationToken);
    }

    public async ValueTask DeleteAsync(ExperimentId experiment, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        await database.WriteAsync(
            (session, _) =>
            {
                foreach (string place in (string[])[storeNamespace, EnrollmentImporter.StageOf(storeNamespace)])
                {
                    if (Prepared(session, EnrollmentSql.FindExperiment, experiment).Bind("$namespace", place).Number() is { } id)
                    {
                        EnrollmentImporter.Delete(session, id);
                    }
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static string? VariantOf(SqliteSession session, long experiment, string unit)
    {
        using SqliteDataReader row = session.Prepared(EnrollmentSql.FindVariant)
            .Bind("$experiment", experiment)
            .Bind("$unit", unit)
            .ExecuteReader();
        return row.Read() ? row.GetString(0) : null;
    }

    private List<EnrollmentProducer> ReadProducers(SqliteSession session, ExperimentId experiment)
    {
        List<EnrollmentProducer> producers = [];
        using SqliteDataReader row = Prepared(session, EnrollmentSql.ReadProducers, experiment).ExecuteReader();
        while (row.Read())
        {
            producers.Add(new EnrollmentProducer
            {
                ProducerId = row.GetString(0),
                Sequence = row.GetInt64(1),
                Result = EnrollmentRows.Result(row.GetString(2)),
            });
        }

        return producers;
    }

    private EnrollmentSummary Summarize(SqliteSession session, ExperimentId experiment)
    {
        long crossed = 0;
        SortedDictionary<string, (long Units, List<MetricSums> Metrics)> arms = new(StringComparer.Ordinal);
        using SqliteDataReader row = Prepared(session, EnrollmentSql.Summarize, experiment).ExecuteReader();
        while (row.Read())
        {
            if (row.IsDBNull(0))
            {
                crossed = row.GetInt64(1);
                continue;
            }

            string variant = row.GetString(0);
            if (!arms.TryGetValue(variant, out (long Units, List<MetricSums> Metrics) arm))
            {
                arms.Add(variant, arm = (row.GetInt64(1), []));
            }

            if (!row.IsDBNull(2))
            {
                arm.Metrics.Add(new MetricSums
                {
                    Metric = row.GetString(2),
                    Units = row.GetInt64(3),
                    X = row.GetDouble(4),
                    XX = row.GetDouble(5),
                    Y = row.GetDouble(6),
                    YY = row.GetDouble(7),
                    XY = row.GetDouble(8),
                });
            }
        }

        return new()
        {
            Arms = [.. arms.Select(arm => new ArmSummary
            {
                Variant = arm.Key,
                Units = arm.Value.Units,
                Metrics = [.. arm.Value.Metrics.OrderBy(sums => sums.Metric, StringComparer.Ordinal)],
            })],
            Crossed = crossed,
        };
    }

    private SqliteCommand Prepared(SqliteSession session, string sql, ExperimentId experiment) => session.Prepared(sql)
        .Bind("$namespace", storeNamespace)
        .Bind("$service", experiment.Service)
        .Bind("$key", experiment.Key);
}
