using System.Numerics;
using System.Runtime.CompilerServices;

namespace Reliability.Sketches.Internal;

/// <summary>The mean of the numbers so far, of which each new one is an eighth, in integers: the same on every machine.</summary>
internal struct DecayingMean(ulong start = 0)
{
    /// <summary>Keeps the parameter within its limit. Greater numbers are escapes anyway.</summary>
    public const ulong MaxNumber = 1UL << RiceCode.MaxParameter;

    private const int Shift = 3;

    private ulong _scaled = start << Shift;

    /// <summary>Gets the parameter of the code of the next number: the bit length of ln 2 = 45/64 of the mean.</summary>
    public readonly int Parameter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 64 - BitOperations.LeadingZeroCount((_scaled * 45) >> (Shift + 6));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(ulong number) => _scaled += Math.Min(number, MaxNumber) - (_scaled >> Shift);
}
