using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads and writes the fields of units, sums and producers in the form of <c>enrollment-apply.lua</c>.</summary>
internal static class UnitRows
{
    private const int Conversion = 1;
    private const int Covariate = 2;
    private const int SequenceDigits = 19;

    public static UnitRecord Record(string name, string row, string? values)
    {
        EnrolledUnit unit = EnrollmentRows.Unit(name, row);
        return new UnitRecord
        {
            Unit = name,
            Variant = unit.Variant,
            Time = unit.Time,
            IsCrossed = unit.IsCrossed,
            Values = values is null ? [] : [.. values.Split('\n').Select(Value)],
        };
    }

    public static EnrollmentProducer Producer(HashEntry stored)
    {
        string text = stored.Value.ToString();
        return new EnrollmentProducer
        {
            ProducerId = stored.Name.ToString(),
            Sequence = long.Parse(text.AsSpan(0, SequenceDigits), NumberStyles.None, CultureInfo.InvariantCulture),
            Result = EnrollmentRows.Result(text[SequenceDigits..]),
        };
    }

    public static void Write(List<RedisValue> values, UnitRecord unit)
    {
        values.Add(unit.Unit);
        values.Add(string.Create(
            CultureInfo.InvariantCulture, $"{(unit.IsCrossed ? 1 : 0)} {unit.Time.ToUnixTimeMilliseconds()} {unit.Variant}"));
        values.Add(string.Join('\n', unit.Values.Select(one =>
        {
            int flags = (one.HasConversion ? Conversion : 0) | (one.HasCovariate ? Covariate : 0);
            return string.Create(CultureInfo.InvariantCulture, $"{flags} {one.X:R} {one.Y:R} {one.Metric}");
        })));
    }

    public static void Write(List<RedisValue> values, string arm, in MetricSums sums)
    {
        values.Add($"m:{arm}\n{sums.Metric}");
        values.Add(string.Create(
            CultureInfo.InvariantCulture, $"{sums.Units} {sums.X:R} {sums.XX:R} {sums.Y:R} {sums.YY:R} {sums.XY:R}"));
    }

    public static void Write(List<RedisValue> values, EnrollmentProducer producer)
    {
        EnrollmentResult result = producer.Result;
        int[] counts =
        [
            result.Enrolled, result.Crossed, result.Counted, result.Duplicates, result.OtherVariant, result.OfCrossed, .. result.Unexposed,
        ];
        values.Add(producer.ProducerId);
        values.Add(string.Create(CultureInfo.InvariantCulture, $"{producer.Sequence:D19}{string.Join(',', counts)}"));
    }

    private static UnitValues Value(string stored)
    {
        string[] parts = stored.Split(' ', 4);
        int flags = int.Parse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture);
        return new UnitValues
        {
            Metric = parts[3],
            X = double.Parse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture),
            Y = double.Parse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture),
            HasConversion = (flags & Conversion) != 0,
            HasCovariate = (flags & Covariate) != 0,
        };
    }
}
