using System.Buffers;
using System.Text;

namespace Reliability.Experiments.Internal;

/// <summary>
/// A choice by the UTF-8 bytes of a text that contains the id of the unit: <paramref name="before"/>, the id, <paramref name="after"/>.
/// </summary>
internal abstract class TextChoice(string before, string after = "") : VariantChoice
{
    private const int OnStack = 512;
    private readonly byte[] _before = Encoding.UTF8.GetBytes(before);
    private readonly byte[] _after = Encoding.UTF8.GetBytes(after);

    public sealed override int Of(ReadOnlySpan<char> unit, ulong unitHash)
    {
        int longest = _before.Length + Encoding.UTF8.GetMaxByteCount(unit.Length) + _after.Length;
        byte[]? rented = longest > OnStack ? ArrayPool<byte>.Shared.Rent(longest) : null;
        Span<byte> bytes = rented ?? stackalloc byte[OnStack];
        _before.CopyTo(bytes);
        int length = _before.Length + Encoding.UTF8.GetBytes(unit, bytes[_before.Length..]);
        _after.CopyTo(bytes[length..]);
        int choice = Of(bytes[..(length + _after.Length)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return choice;
    }

    /// <summary>Returns the variant for a text, or -1 for none.</summary>
    protected abstract int Of(ReadOnlySpan<byte> text);
}
