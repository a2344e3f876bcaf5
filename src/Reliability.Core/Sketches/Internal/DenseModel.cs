using System.Runtime.CompilerServices;

namespace Reliability.Sketches.Internal;

/// <summary>
/// Makes the number to code from a count of a dense run. Counts of neighbouring buckets are alike, so where they are large the code is that
/// of the difference from the mean of the last few: the differences grow like the root of the counts. Small counts are coded as they are.
/// </summary>
internal struct DenseModel()
{
    private const ulong LargeFrom = 4;

    // Four times the mean of the counts, of which each new one is a quarter.
    private ulong _counts = 0;
    private DecayingMean _codes = new(0);

    /// <summary>Gets the parameter of the code of the next count.</summary>
    public readonly int Parameter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _codes.Parameter;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Code(ulong count)
    {
        ulong expected = Expected();
        ulong difference = RiceFormat.ZigZag((long)(count - expected));
        ulong code = count >= 2 * expected ? count : difference;
        Learn(count, code);
        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Count(ulong code)
    {
        ulong expected = Expected();
        ulong sum = expected + (ulong)RiceFormat.UnZigZag(code);
        ulong count = code >= 2 * expected ? code : sum;
        Learn(count, code);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ulong Expected()
    {
        ulong mean = (_counts + 2) >> 2;
        return mean >= LargeFrom ? mean : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Learn(ulong count, ulong code)
    {
        _counts += Math.Min(count, DecayingMean.MaxNumber) - (_counts >> 2);
        _codes.Add(code);
    }
}
