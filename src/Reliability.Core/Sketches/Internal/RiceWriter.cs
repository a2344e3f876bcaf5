namespace Reliability.Sketches.Internal;

/// <summary>Writes format 2, which <see cref="RiceFormat"/> describes, into memory of the thread.</summary>
internal static class RiceWriter
{
    private const int MinMemory = 2048;

    [ThreadStatic]
    private static byte[]? t_memory;

    /// <summary>Returns the bytes, which the next call on this thread overwrites.</summary>
    public static ReadOnlySpan<byte> Write(int scale, long zero, SketchBins positive, SketchBins? negative, bool isFast)
    {
        var above = new RiceSide(positive, stackalloc ulong[RiceSide.Words]);
        var below = negative is null ? default : new RiceSide(negative, stackalloc ulong[RiceSide.Words]);
        byte[] memory = Memory(RiceFormat.MaxHeaderBytes + above.MaxBytes + below.MaxBytes);

        scoped var bits = new BitWriter(memory);
        bits.Put(RiceFormat.Version, RiceFormat.VersionBits);
        bits.Put((ulong)scale, RiceFormat.ScaleBits);
        RiceCode.Put(ref bits, (ulong)zero, RiceFormat.ZeroParameter);
        above.Put(ref bits, isFast);
        below.Put(ref bits, isFast);
        return memory.AsSpan(0, bits.End());
    }

    private static byte[] Memory(int length) =>
        t_memory is { } memory && memory.Length >= length
            ? memory
            : t_memory = new byte[Math.Max(MinMemory, length + (length / 2))];
}
