using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Applies one batch inside a transaction.</summary>
internal sealed class EnrollmentApply(SqliteSession session, long experiment)
{
    private enum Outcome
    {
        Enrolled,
        Crossed,
        Counted,
        Duplicate,
        OtherVariant,
        OfCrossed,
        Unexposed,
    }

    public EnrollmentResult Run(EnrollmentBatch batch, CancellationToken cancellationToken)
    {
        if (Earlier(batch) is { } answer)
        {
            return answer;
        }

        int[] counts = new int[(int)Outcome.Unexposed + 1];
        List<int> unexposed = [];
        for (int place = 0; place < batch.Entries.Count; place++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Outcome outcome = Apply(batch.Entries[place]);
            counts[(int)outcome]++;
            if (outcome == Outcome.Unexposed)
            {
                unexposed.Add(place);
            }
        }

        int[] result = [.. counts[..(int)Outcome.Unexposed], .. unexposed];
        session.Prepared(EnrollmentSql.PutProducer)
            .Bind("$experiment", experiment)
            .Bind("$producer", batch.ProducerId)
            .Bind("$sequence", batch.Sequence)
            .Bind("$result", string.Join(',', result))
            .ExecuteNonQuery();

        // The last point at which a cancellation leaves no changes.
        cancellationToken.ThrowIfCancellationRequested();
        return ResultOf(result);
    }

    private static EnrollmentResult ResultOf(int[] stored) => new()
    {
        Enrolled = stored[(int)Outcome.Enrolled],
        Crossed = stored[(int)Outcome.Crossed],
        Counted = stored[(int)Outcome.Counted],
        Duplicates = stored[(int)Outcome.Duplicate],
        OtherVariant = stored[(int)Outcome.OtherVariant],
        OfCrossed = stored[(int)Outcome.OfCrossed],
        Unexposed = Array.AsReadOnly(stored[(int)Outcome.Unexposed..]),
    };

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
            ? ResultOf([.. row.GetString(1).Split(',').Select(count => int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture))])
            : new EnrollmentResult { Superseded = true };
    }

    private Outcome Apply(in EnrollmentEntry entry)
    {
        long time = entry.Time.ToUnixTimeMilliseconds();
        Unit? found = FindUnit(entry.Unit);
        if (entry.Kind == EnrollmentKind.Exposure)
        {
            return found is { } known ? See(known, entry.Variant!, time) : Enrol(entry.Unit, entry.Variant!, time);
        }

        if (found is not { } unit)
        {
            return Outcome.Unexposed;
        }

        if (unit.IsCrossed)
        {
            return Outcome.OfCrossed;
        }

        if (entry.Variant is not null && entry.Variant != unit.Variant)
        {
            return Outcome.OtherVariant;
        }

        return time < unit.Time && entry.Kind != EnrollmentKind.Covariate ? Outcome.Unexposed : Count(unit, entry);
    }

    private Unit? FindUnit(string name)
    {
        using SqliteDataReader row = session.Prepared(EnrollmentSql.FindUnit)
            .Bind("$experiment", experiment)
            .Bind("$unit", name)
            .ExecuteReader();
        return row.Read() ? new Unit(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetBoolean(3)) : null;
    }

    private Outcome Enrol(string name, string variant, long time)
    {
        session.Prepared(EnrollmentSql.AddUnit)
            .Bind("$experiment", experiment)
            .Bind("$unit", name)
            .Bind("$variant", variant)
            .Bind("$time", time)
            .ExecuteNonQuery();
        session.Prepared(EnrollmentSql.AddToArm).Bind("$experiment", experiment).Bind("$variant", variant).ExecuteNonQuery();
        return Outcome.Enrolled;
    }

    private Outcome See(Unit unit, string variant, long time)
    {
        if (variant == unit.Variant)
        {
            if (time < unit.Time)
            {
                session.Prepared(EnrollmentSql.MoveUnit).Bind("$unit", unit.Id).Bind("$time", time).ExecuteNonQuery();
            }

            return Outcome.Duplicate;
        }

        if (unit.IsCrossed)
        {
            return Outcome.Duplicate;
        }

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
        return Outcome.Crossed;
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

    private Outcome Count(Unit unit, in EnrollmentEntry entry)
    {
        (double X, double Y, bool HasFirst, bool HasCovariate)? stored = FindMetric(unit, entry.Metric!);
        (double x, double y, bool hasFirst, bool hasCovariate) = stored.GetValueOrDefault();
        bool isFirst = entry.Kind == EnrollmentKind.First;
        bool isCovariate = entry.Kind == EnrollmentKind.Covariate;
        if ((isFirst && hasFirst) || (isCovariate && hasCovariate))
        {
            return Outcome.Duplicate;
        }

        (double X, double Y) now = (Finite(x + entry.Value), Finite(y + entry.Second));
        session.Prepared(EnrollmentSql.PutUnitMetric)
            .Bind("$unit", unit.Id)
            .Bind("$metric", entry.Metric)
            .Bind("$x", now.X)
            .Bind("$y", now.Y)
            .Bind("$first", isFirst || hasFirst)
            .Bind("$covariate", isCovariate || hasCovariate)
            .ExecuteNonQuery();
        Change(unit.Variant, entry.Metric!, stored is null ? 1 : 0, (x, y), now);
        return Outcome.Counted;
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
