using System.Numerics;

namespace Reliability.Sketches.Internal;

/// <summary>The mean of the numbers so far, of which each new one is a share 2^-shift, in integers: the same on every machine.</summary>
internal struct DecayingMean(int shift, ulong start = 0)
{
    // Keeps the parameter within its limit. Greater numbers are escapes anyway.
    private const ulong MaxNumber = 1UL << RiceCode.MaxParameter;

    private ulong _scaled = start << shift;

    /// <summary>Gets the mean, rounded.</summary>
    public readonly ulong Rounded => (_scaled + (1UL << (shift - 1))) >> shift;

    /// <summary>Gets the parameter of the code of the next number: the bit length of ln 2 = 45/64 of the mean.</summary>
    public readonly int Parameter
    {
        get
        {
            ulong median = (_scaled * 45) >> (shift + 6);
            return 64 - BitOperations.LeadingZeroCount(median);
        }
    }

    public void Add(ulong number) => _scaled += Math.Min(number, MaxNumber) - (_scaled >> shift);
}
