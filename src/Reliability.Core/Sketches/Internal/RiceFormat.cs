namespace Reliability.Sketches.Internal;

/// <summary>What the writer and the reader of format 2 share.</summary>
/// <remarks>
/// A byte with the version, then bits: the scale (3), the zeros, the positive and the negative side. A side is its form (2) and, unless
/// it is empty, the index of its first occupied bucket. A sparse side goes on with its number of occupied buckets less one, the first
/// count less one, and pairs of (empty buckets before the next occupied one, its count less one). A dense side goes on with its number
/// of buckets less one, and all counts from the first occupied bucket to the last, as <see cref="DenseModel"/> codes them. Every number
/// but scale and form is a <see cref="RiceCode"/>; those of gaps and counts adapt to the numbers before them. Zeros fill the last byte.
/// A packed side goes on with its number of buckets less one, and all counts as <see cref="PackedCounts"/>.
/// </remarks>
internal static class RiceFormat
{
    public const byte Version = 2;
    public const int VersionBits = 8;
    public const int ScaleBits = 3;
    public const int FormBits = 2;

    /// <summary>The number of bytes up to the first side, with room for the word that the writer flushes last.</summary>
    public const int MaxHeaderBytes = ((VersionBits + ScaleBits + RiceCode.MaxLength) / 8) + 1 + sizeof(ulong);

    // The parameters of the codes of numbers that occur once.
    public const int ZeroParameter = 0;
    public const int IndexParameter = 9;
    public const int OccupiedParameter = 5;
    public const int LengthParameter = 7;

    public static DecayingMean Gaps() => new(start: 4);

    public static DecayingMean SparseCounts() => new(start: 0);

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
