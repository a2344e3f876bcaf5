using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Reliability.Experiments.Internal;

/// <summary>MD5 of <c>seed:unit</c> as one number of 128 bits, its first byte the highest, modulo the number of variants.</summary>
internal sealed class Md5Choice(string seed, int count) : VariantChoice
{
    private const int OnStack = 512;
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(seed + ":");

    public override int Of(ReadOnlySpan<char> unit, ulong unitHash)
    {
        int longest = _prefix.Length + Encoding.UTF8.GetMaxByteCount(unit.Length);
        byte[]? rented = longest > OnStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        _prefix.CopyTo(bytes);
        int length = _prefix.Length + Encoding.UTF8.GetBytes(unit, bytes[_prefix.Length..]);
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
#pragma warning disable CA5351 // Not for security: it is how the tests that are taken over assign.
        MD5.HashData(bytes[..length], digest);
#pragma warning restore CA5351
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        int rest = 0;
        foreach (byte one in digest)
        {
            rest = ((rest * 256) + one) % count;
        }

        return rest;
    }
}
