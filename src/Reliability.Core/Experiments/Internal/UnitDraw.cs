using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace Reliability.Experiments.Internal;

/// <summary>A draw from 0 to 1 for every unit, independent of all draws with another seed.</summary>
internal readonly record struct UnitDraw(ulong Seed)
{
    private const double Unit = 1.0 / (1UL << 53);

    public static UnitDraw ForLayer(string layer) => new(HashOf("layer", layer));

    public static UnitDraw ForInclusion(string seed) => new(HashOf("inclusion", seed));

    public static UnitDraw ForVariant(string seed) => new(HashOf("variant", seed));

    /// <summary>Returns the draw of one variant of this seed.</summary>
    public UnitDraw Of(string variant) => new(Mix(Seed ^ HashOf("key", variant)));

    /// <summary>Returns the draw of a unit: above 0, below 1, on a grid of 2^-53.</summary>
    public double Of(ulong unitHash) => ToUnit(Bits(unitHash));

    /// <summary>Returns the 53 bits of a draw, in the same order as the draws.</summary>
    public ulong Bits(ulong unitHash) => Mix(unitHash ^ Seed) >> 11;

    /// <summary>
    /// Returns bits plus one half, in units of 2^-53. Beyond 2^52 the sum is rounded to even, which keeps it above 0 and at most 1.
    /// </summary>
    public static double ToUnit(ulong bits) => Math.Min(((double)bits + 0.5) * Unit, 1 - Unit);

    /// <summary>
    /// Returns the result of the finalizer of SplitMix64 (Stafford's variant 13), a bijection in which every input bit affects every output
    /// bit.
    /// </summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>
    /// Hashes a purpose and a text so that no two pairs produce the same bytes: each is preceded by its length in 4 bytes, little-endian.
    /// </summary>
    private static ulong HashOf(string purpose, string text)
    {
        byte[] bytes = new byte[8 + Encoding.UTF8.GetByteCount(purpose) + Encoding.UTF8.GetByteCount(text)];
        int length = Append(bytes, purpose);
        Append(bytes.AsSpan(length), text);
        return XxHash3.HashToUInt64(bytes);
    }

    private static int Append(Span<byte> target, string text)
    {
        int length = Encoding.UTF8.GetBytes(text, target[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(target, length);
        return length + 4;
    }
}
