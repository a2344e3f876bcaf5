using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Stages one page of an import inside a transaction, and shows the experiment with the last page.</summary>
internal sealed class EnrollmentImporter(SqliteSession session, string storeNamespace, EnrollmentImport import)
{
    private readonly string _stage = StageOf(storeNamespace);

    /// <summary>Returns the namespace of staged experiments. No namespace of a store contains a line break.</summary>
    public static string StageOf(string storeNamespace) => $"{storeNamespace}\nimport";

    public EnrollmentImportResult Run(CancellationToken cancellationToken)
    {
        long? staged = Find(EnrollmentSql.FindExperiment, _stage);
        if (Find(EnrollmentSql.FindExperiment, storeNamespace) is { } present)
        {
            Discard(staged);
            bool isRepeated = FindImport(present)?.Import == import.ImportId;
            return new() { Outcome = isRepeated ? EnrollmentImportOutcome.Imported : EnrollmentImportOutcome.Present };
        }

        (string Import, string? Position)? found = staged is { } known ? FindImport(known) : null;
        if (staged is null || found is null || found.Value.Import != import.ImportId)
        {
            Discard(staged);
            staged = Find(EnrollmentSql.AddExperiment, _stage);
            found = (import.ImportId, null);
            Move(staged!.Value, null);
        }

        if (found.Value.Position != import.After)
        {
            return new() { Outcome = EnrollmentImportOutcome.Staged, Continuation = found.Value.Position };
        }

        foreach (UnitRecord unit in import.Units)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Stage(staged.Value, unit);
        }

        EnrollmentImportResult result = import.Final is { } final
            ? new() { Outcome = Finish(staged.Value, final) }
            : new() { Outcome = EnrollmentImportOutcome.Staged, Continuation = Move(staged.Value, import.Continuation) };

        // The last point at which a cancellation leaves no changes.
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    public static void Delete(SqliteSession session, long experiment)
    {
        foreach (string delete in EnrollmentSql.Delete)
        {
            session.Prepared(delete).Bind("$experiment", experiment).ExecuteNonQuery();
        }
    }

    private void Discard(long? staged)
    {
        if (staged is { } experiment)
        {
            Delete(session, experiment);
        }
    }

    private long? Find(string sql, string place) => session.Prepared(sql)
        .Bind("$namespace", place)
        .Bind("$service", import.Experiment.Service)
        .Bind("$key", import.Experiment.Key)
        .Number();

    private (string Import, string? Position)? FindImport(long experiment)
    {
        using SqliteDataReader row = session.Prepared(EnrollmentSql.FindImport).Bind("$experiment", experiment).ExecuteReader();
        return row.Read() ? (row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)) : null;
    }

    private string? Move(long experiment, string? position)
    {
        session.Prepared(EnrollmentSql.PutImport)
            .Bind("$experiment", experiment)
            .Bind("$import", import.ImportId)
            .Bind("$position", position)
            .ExecuteNonQuery();
        return position;
    }

    private void Stage(long experiment, UnitRecord unit)
    {
        long? id = session.Prepared(EnrollmentSql.StageUnit)
            .Bind("$experiment", experiment)
            .Bind("$unit", unit.Unit)
            .Bind("$variant", unit.Variant)
            .Bind("$time", unit.Time.ToUnixTimeMilliseconds())
            .Bind("$crossed", unit.IsCrossed)
            .Number();
        if (id is null)
        {
            return; // A source may return a unit twice.
        }

        foreach (UnitValues one in unit.Values)
        {
            session.Prepared(EnrollmentSql.PutUnitMetric)
                .Bind("$unit", id.Value)
                .Bind("$metric", one.Metric)
                .Bind("$x", one.X)
                .Bind("$y", one.Y)
                .Bind("$first", one.HasConversion)
                .Bind("$covariate", one.HasCovariate)
                .ExecuteNonQuery();
        }
    }

    private EnrollmentImportOutcome Finish(long experiment, EnrollmentState state)
    {
        if (session.Prepared(EnrollmentSql.CountUnits).Bind("$experiment", experiment).Number() != state.CountUnits())
        {
            Delete(session, experiment);
            return EnrollmentImportOutcome.Incomplete;
        }

        foreach (ArmSummary arm in state.Summary.Arms)
        {
            Add(experiment, arm);
        }

        foreach (EnrollmentProducer producer in state.Producers)
        {
            session.Prepared(EnrollmentSql.PutProducer)
                .Bind("$experiment", experiment)
                .Bind("$producer", producer.ProducerId)
                .Bind("$sequence", producer.Sequence)
                .Bind("$result", EnrollmentRows.Write(producer.Result))
                .ExecuteNonQuery();
        }

        session.Prepared(EnrollmentSql.Publish)
            .Bind("$experiment", experiment)
            .Bind("$namespace", storeNamespace)
            .Bind("$crossed", state.Summary.Crossed)
            .ExecuteNonQuery();
        return EnrollmentImportOutcome.Imported;
    }

    private void Add(long experiment, ArmSummary arm)
    {
        long? id = session.Prepared(EnrollmentSql.AddArm)
            .Bind("$experiment", experiment)
            .Bind("$variant", arm.Variant)
            .Bind("$units", arm.Units)
            .Number();
        foreach (MetricSums sums in arm.Metrics)
        {
            session.Prepared(EnrollmentSql.AddArmMetric)
                .Bind("$arm", id!.Value)
                .Bind("$metric", sums.Metric)
                .Bind("$units", sums.Units)
                .Bind("$x", sums.X)
                .Bind("$xx", sums.XX)
                .Bind("$y", sums.Y)
                .Bind("$yy", sums.YY)
                .Bind("$xy", sums.XY)
                .ExecuteNonQuery();
        }
    }
}
