namespace Reliability.Benchmarks.Recording;

/// <summary>The events that are recorded: the same ones in every run and for every peer.</summary>
internal static class Workload
{
    /// <summary>How many events one pass records.</summary>
    public const int Length = 1024;

    public const string Service = "shop";
    public const string Route = "checkout";

    /// <summary>About one in a hundred is bad.</summary>
    public static bool[] Outcomes()
    {
        var random = new Random(20260301);
        return [.. Enumerable.Range(0, Length).Select(_ => random.NextDouble() >= 0.01)];
    }

    /// <summary>Lognormal with a median of 50 ms; about 95 % lie between 8 ms and 300 ms.</summary>
    public static TimeSpan[] Durations(int count = Length, int seed = 20260301)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => TimeSpan.FromSeconds(0.05 * Math.Exp(0.9 * Normal(random))))];
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
