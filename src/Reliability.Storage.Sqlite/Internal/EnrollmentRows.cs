using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Reliability.Storage.Sqlite.Internal;

/// <summary>Writes and reads the results of batches, and the records of units.</summary>
internal static class EnrollmentRows
{
    public static string Write(EnrollmentResult result) => string.Join(',', (IEnumerable<int>)[
        result.Enrolled,
        result.Crossed,
        result.Counted,
        result.Duplicates,
        result.OtherVariant,
        result.OfCrossed,
        .. result.Unexposed]);

    public static EnrollmentResult Result(string stored) =>
        stored.Split(',').Select(count => int.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture)).ToArray() switch
        {
            [int enrolled, int crossed, int counted, int duplicates, int otherVariant, int ofCrossed, .. int[] unexposed] => new()
            {
                Enrolled = enrolled,
                Crossed = crossed,
                Counted = counted,
                Duplicates = duplicates,
                OtherVariant = otherVariant,
                OfCrossed = ofCrossed,
                Unexposed = Array.AsReadOnly(unexposed),
            },
            _ => throw new StoreException($"The stored result of a batch cannot be read: '{stored}'.", isTransient: false),
        };

    /// <summary>Reads the rows of <see cref="EnrollmentSql.ReadPage"/>, in which those of a unit follow each other.</summary>
    public static List<UnitRecord> Units(SqliteDataReader row)
    {
        List<UnitRecord> units = [];
        List<UnitValues> values = [];
        while (row.Read())
        {
            string name = row.GetString(0);
            if (units.Count == 0 || units[^1].Unit != name)
            {
                units.Add(new UnitRecord
                {
                    Unit = name,
                    Variant = row.GetString(1),
                    Time = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                    IsCrossed = row.GetBoolean(3),
                    Values = values = [],
                });
            }

            if (!row.IsDBNull(4))
            {
                values.Add(new UnitValues
                {
                    Metric = row.GetString(4),
                    X = row.GetDouble(5),
                    Y = row.GetDouble(6),
                    HasConversion = row.GetBoolean(7),
                    HasCovariate = row.GetBoolean(8),
                });
            }
        }

        return units;
    }
}
