namespace Reliability.Tests.Shared;

/// <summary>Noise for series, from a seed.</summary>
internal static class SeriesNoise
{
    /// <summary>Returns independent standard normal values.</summary>
    public static double[] White(int count, int seed) => Autoregressive(new Random(seed), count, 0);

    /// <summary>Returns autoregressive values of unit variance with an autocorrelation.</summary>
    public static double[] Autoregressive(Random random, int count, double correlation)
    {
        var values = new double[count];
        double innovation = Math.Sqrt(1 - (correlation * correlation));
        for (int i = 0; i < count; i++)
        {
            values[i] = i == 0 ? Normal(random) : (correlation * values[i - 1]) + (innovation * Normal(random));
        }

        return values;
    }

    /// <summary>Returns a value of Student's t distribution with three degrees of freedom.</summary>
    public static double HeavyTailed(Random random)
    {
        double normal = Normal(random);
        double squares = 0;
        for (int i = 0; i < 3; i++)
        {
            double one = Normal(random);
            squares += one * one;
        }

        return normal / Math.Sqrt(squares / 3);
    }

    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
