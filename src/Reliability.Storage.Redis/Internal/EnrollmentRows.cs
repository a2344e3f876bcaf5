using System.Globalization;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>Reads what <c>enrollment-apply.lua</c> writes.</summary>
internal static class EnrollmentRows
{
    private const int Counts = 6;

    /// <summary>
    /// Reads counts, then the positions of unexposed entries, separated by commas; empty for a batch that arrived too late.
    /// </summary>
    public static EnrollmentResult Result(string stored)
    {
        if (stored.Length == 0)
        {
            return new EnrollmentResult { Superseded = true };
        }

        int[] numbers = Array.ConvertAll(stored.Split(','), number => int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture));
        return new EnrollmentResult
        {
            Enrolled = numbers[0],
            Crossed = numbers[1],
            Counted = numbers[2],
            Duplicates = numbers[3],
            OtherVariant = numbers[4],
            OfCrossed = numbers[5],
            Unexposed = Array.AsReadOnly(numbers[Counts..]),
        };
    }

    /// <summary>Reads whether the unit is crossed (0 or 1), the time in milliseconds and the variant, separated by spaces.</summary>
    public static EnrolledUnit Unit(string name, string stored)
    {
        int end = stored.IndexOf(' ', 2);
        long time = long.Parse(stored.AsSpan(2, end - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return new EnrolledUnit
        {
            Unit = name,
            Variant = stored[(end + 1)..],
            Time = DateTimeOffset.FromUnixTimeMilliseconds(time),
            IsCrossed = stored[0] == '1',
        };
    }

    /// <summary>Reads the fields <c>crossed</c>, <c>u:arm</c> and <c>m:arm\nmetric</c>.</summary>
    public static EnrollmentSummary Summary(HashEntry[] stored)
    {
        long crossed = 0;
        SortedDictionary<string, (long Units, List<MetricSums> Metrics)> arms = new(StringComparer.Ordinal);
        foreach (HashEntry one in stored)
        {
            string field = one.Name.ToString();
            if (field.StartsWith("u:", StringComparison.Ordinal))
            {
                string arm = field[2..];
                arms[arm] = ((long)one.Value, arms.GetValueOrDefault(arm).Metrics ?? []);
            }
            else if (field.StartsWith("m:", StringComparison.Ordinal))
            {
                int end = field.IndexOf('\n', StringComparison.Ordinal);
                string arm = field[2..end];
                (long units, List<MetricSums>? metrics) = arms.GetValueOrDefault(arm);
                arms[arm] = (units, metrics ??= []);
                metrics.Add(Sums(field[(end + 1)..], one.Value.ToString()));
            }
            else
            {
                crossed = (long)one.Value;
            }
        }

        return new EnrollmentSummary
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

    private static MetricSums Sums(string metric, string stored)
    {
        double[] sums = Array.ConvertAll(
            stored.Split(' '), number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture));
        return new MetricSums
        {
            Metric = metric,
            Units = (long)sums[0],
            X = sums[1],
            XX = sums[2],
            Y = sums[3],
            YY = sums[4],
            XY = sums[5],
        };
    }
}
