using Npgsql;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>The rows of a page of units: one for each value of a unit, or one without a value; those of a unit follow each other.</summary>
internal static class UnitRows
{
    private const int Conversion = 1;
    private const int Covariate = 2;
    private const int Value = 4;

    /// <summary>
    /// Returns the flags of a value in the table. A value of which neither counts once has the third, so that it is not 0.
    /// </summary>
    public static int Flags(in UnitValues one)
    {
        int flags = (one.HasConversion ? Conversion : 0) | (one.HasCovariate ? Covariate : 0);
        return flags == 0 ? Value : flags;
    }

    public static (UnitRecord Unit, UnitValues? Value) Read(NpgsqlDataReader row)
    {
        var unit = new UnitRecord
        {
            Unit = row.GetString(0),
            Variant = row.GetString(1),
            Time = Timestamp.Read(row.GetDateTime(2)),
            IsCrossed = row.GetBoolean(3),
            Values = [],
        };
        return row.IsDBNull(4) ? (unit, null) : (unit, new UnitValues
        {
            Metric = row.GetString(4),
            X = row.GetDouble(5),
            Y = row.GetDouble(6),
            HasConversion = (row.GetInt32(7) & Conversion) != 0,
            HasCovariate = (row.GetInt32(7) & Covariate) != 0,
        });
    }

    public static List<UnitRecord> Group(IEnumerable<(UnitRecord Unit, UnitValues? Value)> rows)
    {
        List<UnitRecord> units = [];
        List<UnitValues> values = [];
        foreach ((UnitRecord unit, UnitValues? value) in rows)
        {
            if (units.Count == 0 || units[^1].Unit != unit.Unit)
            {
                units.Add(unit with { Values = values = [] });
            }

            if (value is { } one)
            {
                values.Add(one);
            }
        }

        return units;
    }
}
