namespace Reliability.Sketches.Internal;

/// <summary>
/// Makes the number to code from a count of a dense run. Counts of neighbouring buckets are alike, so where they are large the code is that
/// of the difference from the mean of the last few: the differences grow like the root of the counts. Small counts are coded as they are.
/// </summary>
internal struct DenseModel()
{
    private const ulong LargeFrom = 4;

    private DecayingMean _counts = new(shift: 2);
    private DecayingMean _codes = new(shift: 3);

    /// <summary>Gets the parameter of the code of the next count.</summary>
    public readonly int Parameter => _codes.Parameter;

    public ulong Code(ulong count)
    {
        ulong expected = Expected();
        ulong code = count >= 2 * expected ? count : RiceFormat.ZigZag((long)count - (long)expected);
        Learn(count, code);
        return code;
    }

    public ulong Count(ulong code)
    {
        ulong expected = Expected();
        ulong count = code >= 2 * expected ? code : (ulong)((long)expected + RiceFormat.UnZigZag(code));
        Learn(count, code);
        return count;
    }

    private readonly ulong Expected() => _counts.Rounded is >= LargeFrom and var mean ? mean : 0;

    private void Learn(ulong count, ulong code)
    {
        _counts.Add(count);
        _codes.Add(code);
    }
}
