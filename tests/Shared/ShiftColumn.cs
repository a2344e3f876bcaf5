namespace Reliability.Tests.Shared;

/// <summary>
/// A column of the bake-off of searches for shifts: series of 90 points with noise of unit deviation, and the indices of their shifts.
/// The series of a column are the same in the tests and in the benchmarks.
/// </summary>
internal sealed record ShiftColumn(string Name, bool HasShifts, double Limit, Func<Random, (double[] Values, int[] Shifts)> Make)
{
    public const int Count = 90;
    public const int Tolerance = 3;

    /// <summary>Gets the columns. The limit is a bound of the share of series with a false alarm, or 0.</summary>
    public static IReadOnlyList<ShiftColumn> All { get; } =
    [
        new("white", false, 0.02, random => (White(random), [])),
        new("t3", false, 0.04, random => (HeavyTailed(random), [])),
        new("lognormal", false, 0.04, random => (Noise(_ => (Math.Exp(SeriesNoise.Normal(random) / 2) - Math.Exp(0.125)) / 0.604), [])),
        new("AR .5", false, 0.04, random => (SeriesNoise.Autoregressive(random, Count, 0.5), [])),
        new("AR .8", false, 0.15, random => (SeriesNoise.Autoregressive(random, Count, 0.8), [])),
        new("trend 3s", false, 0.04, random => (Plus(White(random), i => 3.0 * i / (Count - 1)), [])),
        new("weekly -2s", false, 0.04, random => (Plus(White(random), Weekend), [])),
        new("one 8s outlier", false, 0.04, OneOutlier),
        new("step 1s", true, 0, random => Step(random, White(random), 1)),
        new("step 1.5s", true, 0, random => Step(random, White(random), 1.5)),
        new("step 2s", true, 0, random => Step(random, White(random), 2)),
        new("step 3s", true, 0, random => Step(random, White(random), 3)),
        new("step 2s, t3", true, 0, random => Step(random, HeavyTailed(random), 2)),
        new("bump 2s", true, 0, Bump),
        new("step 2s, weekly", true, 0, random => Step(random, Plus(White(random), Weekend), 2)),
        new("2s, last 5 days", true, 0, random => (Plus(White(random), i => i >= 85 ? 2 : 0), [85])),
    ];

    /// <summary>Returns a series of the column by its number.</summary>
    public (double[] Values, int[] Shifts) Series(int number)
    {
        int column = All.ToList().FindIndex(one => one.Name == Name);
        (double[] values, int[] shifts) = Make(new Random((column * 1_000_003) + number));
        return (Plus(values, _ => 100), shifts);
    }

    private static double[] White(Random random) => SeriesNoise.Autoregressive(random, Count, 0);

    private static double[] HeavyTailed(Random random) => Noise(_ => SeriesNoise.HeavyTailed(random) / Math.Sqrt(3));

    private static double[] Noise(Func<int, double> value) => [.. Enumerable.Range(0, Count).Select(value)];

    private static double Weekend(int i) => i % 7 >= 5 ? -2 : 0;

    private static double[] Plus(double[] values, Func<int, double> level) => [.. values.Select((value, i) => value + level(i))];

    private static (double[] Values, int[] Shifts) OneOutlier(Random random)
    {
        double[] values = White(random);
        values[random.Next(10, 80)] += 8;
        return (values, []);
    }

    private static (double[] Values, int[] Shifts) Step(Random random, double[] noise, double size)
    {
        double signed = random.Next(2) == 0 ? size : -size;
        int at = random.Next(15, 75);
        return (Plus(noise, i => i >= at ? signed : 0), [at]);
    }

    private static (double[] Values, int[] Shifts) Bump(Random random)
    {
        int begin = random.Next(15, 35);
        int end = random.Next(50, 75);
        return (Plus(White(random), i => i >= begin && i < end ? 2 : 0), [begin, end]);
    }
}
