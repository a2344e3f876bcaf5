using System.Buffers;

namespace Reliability.Sketches.Internal;

/// <summary>Writes format 2, which <see cref="RiceFormat"/> describes: each side in the form that takes fewer bits.</summary>
internal static class RiceWriter
{
    public static void Write(IBufferWriter<byte> target, int scale, long zero, SketchBins positive, SketchBins? negative)
    {
        var above = new RiceSide(positive);
        var below = new RiceSide(negative);
        var header = default(BitCounter);
        Header(ref header, scale, zero);

        int length = (int)((header.Bits + above.Bits + below.Bits + 7) / 8);
        var bits = new BitWriter(target.GetSpan(length)[..length]);
        Header(ref bits, scale, zero);
        above.Put(ref bits);
        below.Put(ref bits);
        bits.End();
        target.Advance(length);
    }

    private static void Header<TSink>(ref TSink sink, int scale, long zero)
        where TSink : IBitSink, allows ref struct
    {
        sink.Put(RiceFormat.Version, RiceFormat.VersionBits);
        sink.Put((ulong)scale, RiceFormat.ScaleBits);
        RiceCode.Put(ref sink, (ulong)zero, RiceFormat.ZeroParameter);
    }
}
