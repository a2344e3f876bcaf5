using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Applies one batch inside a transaction.</summary>
internal sealed class EnrollmentApply(SqliteSession session, long experiment)
{
    public EnrollmentResult Run(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        if (Earlier(batch) is { } answer)
        {
            return answer;
        }

        EnrollmentOutcome[] outcomes = new EnrollmentOutcome[batch.Entries.Count];
        for (int place = 0; place < outcomes.Length; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            outcomes[place] = Apply(batch.Entries[place]);
        }

        var result = EnrollmentResult.Of(outcomes);
        session.Prepared(EnrollmentSql.PutProducer)
            .Bind("$experiment", experiment)
            .Bind("$producer", batch.ProducerId)
            .Bind("$sequence", batch.Sequence)
            .Bind("$result", EnrollmentRows.Write(result))
            .ExecuteNonQuery();

        // The last point at which a cancellation leaves no changes.
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private static double Finite(double value) => Math.Clamp(value, -double.MaxValue, double.MaxValue);

    private EnrollmentResult? Earlier(EnrollmentBatch batch)
    {
        using SqliteDataReader row = session.Prepared(EnrollmentSql.FindProducer)
            .Bind("$experiment", experiment)
            .Bind("$producer", batch.ProducerId)
            .ExecuteReader();
        if (!row.Read() || batch.Sequence > row.GetInt64(0))
        {
            return null;
        }

        return batch.Sequence == row.GetInt64(0)
            ? EnrollmentRows.Result(row.GetString(1))
            : new EnrollmentResult { Superseded = true };
    }

    private EnrollmentOutcome Apply(in EnrollmentEntry entry)
    {
        Unit? found = FindUnit(entry.Unit);
        Unit unit = found.GetValueOrDefault();
        EnrollmentOutcome outcome = EnrollmentRule.Decide(entry, found?.Variant, unit.Time, unit.IsCrossed);
        switch (outcome)
        {
            case EnrollmentOutcome.Enrolled:
                Enroll(entry.Unit, entry.Variant!, entry.Time.ToUnixTimeMilliseconds());
                break;
            case EnrollmentOutcome.Crossed:
                Cross(unit);
                break;
            case EnrollmentOutcome.Counted:
                return Count(unit, entry);
            case EnrollmentOutcome.Duplicate when EnrollmentRule.MovesExposure(entry, unit.Variant, unit.Time):
                session.Prepared(EnrollmentSql.MoveUnit)
                    .Bind("$unit", unit.Id)
                    .Bind("$time", entry.Time.ToUnixTimeMilliseconds())
                    .ExecuteNonQuery();
                break;
        }

        return outcome;
    }

    private Unit? FindUnit(string name)
    {
        using SqliteDataReader row = session.Prepared(EnrollmentSql.FindUnit)
            .Bind("$experiment", experiment)
            .Bind("$unit", name)
            .ExecuteReader();
        return row.Read() ? new Unit(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetBoolean(3)) : null;
    }

    private void Enroll(string name, string variant, long time)
    {
        session.Prepared(EnrollmentSql.AddUnit)
            .Bind("$experiment", experiment)
            .Bind("$unit", name)
            .Bind("$variant", variant)
            .Bind("$time", time)
            .ExecuteNonQuery();
        session.Prepared(EnrollmentSql.AddToArm).Bind("$experiment", experiment).Bind("$variant", variant).ExecuteNonQuery();
    }

    private void Cross(Unit unit)
    {
        foreach ((string metric, double x, double y) in MetricsOf(unit))
        {
            Change(unit.Variant, metric, -1, (x, y), default);
            session.Prepared(EnrollmentSql.DropEmptyArmMetric)
                .Bind("$experiment", experiment)
                .Bind("$variant", unit.Variant)
                .Bind("$metric", metric)
                .ExecuteNonQuery();
        }

        session.Prepared(EnrollmentSql.DropUnitMetrics).Bind("$unit", unit.Id).ExecuteNonQuery();
        session.Prepared(EnrollmentSql.CrossUnit).Bind("$unit", unit.Id).ExecuteNonQuery();
        session.Prepared(EnrollmentSql.LeaveArm).Bind("$experiment", experiment).Bind("$variant", unit.Variant).ExecuteNonQuery();
        session.Prepared(EnrollmentSql.CountCrossed).Bind("$experiment", experiment).ExecuteNonQuery();
    }

    private List<(string Metric, double X, double Y)> MetricsOf(Unit unit)
    {
        List<(string, double, double)> metrics = [];
        using SqliteDataReader row = session.Prepared(EnrollmentSql.ReadUnitMetrics).Bind("$unit", unit.Id).ExecuteReader();
        while (row.Read())
        {
            metrics.Add((row.GetString(0), row.GetDouble(1), row.GetDouble(2)));
        }

        return metrics;
    }

    private EnrollmentOutcome Count(Unit unit, in EnrollmentEntry entry)
    {
        (double X, double Y, bool HasFirst, bool HasCovariate)? stored = FindMetric(unit, entry.Metric!);
        (double x, double y, bool hasFirst, bool hasCovariate) = stored.GetValueOrDefault();
        if (EnrollmentRule.IsDuplicate(entry.Kind, hasFirst, hasCovariate))
        {
            return EnrollmentOutcome.Duplicate;
        }

        (double X, double Y) now = (Finite(x + entry.Value), Finite(y + entry.Second));
        session.Prepared(EnrollmentSql.PutUnitMetric)
            .Bind("$unit", unit.Id)
            .Bind("$metric", entry.Metric)
            .Bind("$x", now.X)
            .Bind("$y", now.Y)
            .Bind("$first", hasFirst || entry.Kind == EnrollmentKind.First)
            .Bind("$covariate", hasCovariate || entry.Kind == EnrollmentKind.Covariate)
            .ExecuteNonQuery();
        Change(unit.Variant, entry.Metric!, stored is null ? 1 : 0, (x, y), now);
        return EnrollmentOutcome.Counted;
    }

    private (double X, double Y, bool HasFirst, bool HasCovariate)? FindMetric(Unit unit, string metric)
    {
        using SqliteDataReader row = session.Prepared(EnrollmentSql.FindUnitMetric)
            .Bind("$unit", unit.Id)
            .Bind("$metric", metric)
            .ExecuteReader();
        return row.Read() ? (row.GetDouble(0), row.GetDouble(1), row.GetBoolean(2), row.GetBoolean(3)) : null;
    }

    private void Change(string variant, string metric, int units, (double X, double Y) old, (double X, double Y) now) =>
        session.Prepared(EnrollmentSql.ChangeArmMetric)
            .Bind("$experiment", experiment)
            .Bind("$variant", variant)
            .Bind("$metric", metric)
            .Bind("$units", units)
            .Bind("$x", now.X - old.X)
            .Bind("$xx", Finite(now.X * now.X) - Finite(old.X * old.X))
            .Bind("$y", now.Y - old.Y)
            .Bind("$yy", Finite(now.Y * now.Y) - Finite(old.Y * old.Y))
            .Bind("$xy", Finite(now.X * now.Y) - Finite(old.X * old.Y))
            .Bind("$greatest", double.MaxValue)
            .ExecuteNonQuery();

    private readonly record struct Unit(long Id, string Variant, long Time, bool IsCrossed);
}
