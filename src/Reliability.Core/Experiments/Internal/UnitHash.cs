using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace Reliability.Experiments.Internal;

/// <summary>The hash of a unit's id: XxHash3 with 64 bits and seed 0 over its UTF-8 bytes.</summary>
internal static class UnitHash
{
    private const int OnStack = 128;

    public static ulong Of(ReadOnlySpan<char> text)
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
