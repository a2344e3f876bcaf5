using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace Reliability.Experiments.Internal;

/// <summary>The hash of a unit's id: XxHash3 with 64 bits and seed 0 over its UTF-8 bytes.</summary>
internal static class UnitHash
{
    /// <summary>The length of most ids. Their buffer is small, because clearing it costs as much as hashing them.</summary>
    private const int Short = 40;
    private const int OnStack = 128;

    public static ulong Of(ReadOnlySpan<char> text)
    {
        if (text.Length <= Short)
        {
            // Most ids are ASCII, which is a third of the cost of UTF-8 in general.
            Span<byte> bytes = stackalloc byte[Short * 3];
            bool isAscii = Ascii.FromUtf16(text, bytes, out int length) == OperationStatus.Done;
            return XxHash3.HashToUInt64(bytes[..(isAscii ? length : Encoding.UTF8.GetBytes(text, bytes))]);
        }

        return OfLong(text);
    }

    private static ulong OfLong(ReadOnlySpan<char> text)
    {
        if (text.Length <= OnStack)
        {
            Span<byte> bytes = stackalloc byte[OnStack * 3];
            return XxHash3.HashToUInt64(bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
        }

        byte[] rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            return XxHash3.HashToUInt64(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
