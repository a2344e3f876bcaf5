using System.Buffers;
using System.Buffers.Binary;
using Reliability.Sketches;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// The binary format of a bucket, which <c>bucket-merge.lua</c> also uses: 8 bytes for counts below 2³² without values, otherwise 40.
/// </summary>
internal static class PackedBucket
{
    /// <summary>The length of the longest form.</summary>
    public const int MaxBytes = Long;

    private const int Short = 8;
    private const int Long = 40;

    public static void Write(IBufferWriter<byte> writer, in SeriesBucket bucket)
    {
        if (bucket.Count <= uint.MaxValue && IsZero(bucket.ScaledSum) && IsZero(bucket.Min) && IsZero(bucket.Max))
        {
            Span<byte> bytes = writer.GetSpan(Short);
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)bucket.Count);
            BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)bucket.Good);
            writer.Advance(Short);
        }
        else
        {
            Span<byte> bytes = writer.GetSpan(Long);
            BinaryPrimitives.WriteInt64BigEndian(bytes, bucket.Count);
            BinaryPrimitives.WriteInt64BigEndian(bytes[8..], bucket.Good);
            BinaryPrimitives.WriteDoubleBigEndian(bytes[16..], bucket.ScaledSum);
            BinaryPrimitives.WriteDoubleBigEndian(bytes[24..], bucket.Min);
            BinaryPrimitives.WriteDoubleBigEndian(bytes[32..], bucket.Max);
            writer.Advance(Long);
        }
    }

    /// <exception cref="FormatException">The bytes are not a bucket.</exception>
    public static SeriesBucket Read(DateTimeOffset start, ReadOnlySpan<byte> bytes, QuantileSketch? sketch) => bytes.Length switch
    {
        Short => new SeriesBucket(start, BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]))
        {
            Sketch = sketch,
        },
        Long => new SeriesBucket(start, BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]))
        {
            ScaledSum = BinaryPrimitives.ReadDoubleBigEndian(bytes[16..]),
            Min = BinaryPrimitives.ReadDoubleBigEndian(bytes[24..]),
            Max = BinaryPrimitives.ReadDoubleBigEndian(bytes[32..]),
            Sketch = sketch,
        },
        _ => throw new FormatException($"A bucket has {Short} or {Long} bytes; this one has {bytes.Length}."),
    };

    /// <summary>Returns whether the bits of a number are zero. Those of -0 are not.</summary>
    private static bool IsZero(double value) => BitConverter.DoubleToInt64Bits(value) == 0;
}
