namespace Reliability.Sketches.Internal;

/// <summary>Accepts numbers of up to 64 bits. The lowest bit comes first.</summary>
internal interface IBitSink
{
    /// <summary>Appends the lowest bits of a number, whose higher bits are zero.</summary>
    /// <param name="value">The number.</param>
    /// <param name="length">The number of bits, from 1 to 64.</param>
    void Put(ulong value, int length);
}
