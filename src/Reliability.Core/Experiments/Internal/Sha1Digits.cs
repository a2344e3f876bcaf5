using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Reliability.Experiments.Internal;

/// <summary>The first 15 hexadecimal digits of SHA-1, as an integer of 60 bits.</summary>
internal static class Sha1Digits
{
    /// <summary>The maximum value.</summary>
    public const long Max = (1L << 60) - 1;

    public static long Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // Not for security: it is how the tests that are taken over assign.
        SHA1.HashData(bytes, digest);
#pragma warning restore CA5350
        return (long)(BinaryPrimitives.ReadUInt64BigEndian(digest) >> 4);
    }
}
