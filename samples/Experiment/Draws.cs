namespace ExperimentSample;

/// <summary>
/// Numbers that look like chance and are the same for the same seed on every platform: SplitMix64 (G. L. Steele, D. Lea, C. H. Flood,
/// 2014).
/// </summary>
internal struct Draws(ulong seed, ulong stream)
{
    private ulong _state = Mix(seed ^ Mix(stream));

    /// <summary>64 bits.</summary>
    public ulong NextBits() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>A number from 0 on and below 1.</summary>
    public double Next() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A normal number of mean 0 and standard deviation 1 (G. E. P. Box, M. E. Muller, 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
