using Npgsql;
using Reliability.Trends;

namespace Reliability.Storage.Postgres.Internal;

/// <summary>The figures of one hour or day, as the server computed them.</summary>
internal readonly record struct RawBucket
{
    /// <summary>What values from 10²⁹⁰ are divided by in their sum.</summary>
    private const double LargeUnit = 1e20;

    /// <summary>Gets the number of the hour or day, from 1.</summary>
    public required int Number { get; init; }

    public required long Count { get; init; }

    /// <summary>Gets the number of rows whose value is missing or not finite.</summary>
    public required long Dropped { get; init; }

    public double Average { get; private init; }

    public double Min { get; private init; }

    public double Max { get; private init; }

    public double P50 { get; private init; }

    public double P95 { get; private init; }

    public double P99 { get; private init; }

    public static RawBucket Read(NpgsqlDataReader row)
    {
        var bucket = new RawBucket { Number = row.GetInt32(0), Count = row.GetInt64(1), Dropped = row.GetInt64(9) };
        if (bucket.Count == 0)
        {
            return bucket;
        }

        (double min, double max) = (row.GetDouble(4), row.GetDouble(5));
        double sum = row.IsDBNull(2) ? 0 : row.GetDouble(2);
        double average = row.IsDBNull(3)
            ? sum / bucket.Count
            : ((sum / LargeUnit / bucket.Count) + (row.GetDouble(3) / bucket.Count)) * LargeUnit;

        // Rounding, and differences above the largest number, must not leave the range of the values.
        return bucket with
        {
            Min = min,
            Max = max,
            Average = Math.Clamp(average, min, max),
            P50 = Math.Clamp(row.GetDouble(6), min, max),
            P95 = Math.Clamp(row.GetDouble(7), min, max),
            P99 = Math.Clamp(row.GetDouble(8), min, max),
        };
    }

    public TrendPoint ToPoint(DateTime start, MetricFigure figure) => new()
    {
        Start = Timestamp.Read(start),
        Value = figure switch
        {
            MetricFigure.Count => Count,
            MetricFigure.P50 => P50,
            MetricFigure.P95 => P95,
            MetricFigure.P99 => P99,
            _ => Average,
        },
        Count = Count,
        Average = Average,
        Min = Min,
        Max = Max,
        P50 = P50,
        P95 = P95,
        P99 = P99,
    };
}
