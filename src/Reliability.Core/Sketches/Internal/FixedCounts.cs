using System.Buffers.Binary;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Reliability.Sketches.Internal;

/// <summary>Counts of 1, 2, 4 or 8 bytes each, the lowest byte first, which vector instructions can read.</summary>
internal static class FixedCounts
{
    /// <summary>Returns the binary logarithm of the number of bytes that the greatest count needs.</summary>
    public static int WidthOf(ReadOnlySpan<long> counts) => TensorPrimitives.Max(counts) switch
    {
        <= byte.MaxValue => 0,
        <= ushort.MaxValue => 1,
        <= uint.MaxValue => 2,
        _ => 3,
    };

    /// <summary>Writes counts.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="width">The binary logarithm of the number of bytes of a count.</param>
    /// <param name="bytes">Receives them, and has exactly their size.</param>
    public static void Write(ReadOnlySpan<long> counts, int width, Span<byte> bytes)
    {
        switch (width)
        {
            case 0:
                for (int i = 0; i < counts.Length; i++)
                {
                    bytes[i] = (byte)counts[i];
                }

                break;
            case 1:
                for (int i = 0; i < counts.Length; i++)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], (ushort)counts[i]);
                }

                break;
            case 2:
                for (int i = 0; i < counts.Length; i++)
                {
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], (uint)counts[i]);
                }

                break;
            default:
                for (int i = 0; i < counts.Length; i++)
                {
                    BinaryPrimitives.WriteInt64LittleEndian(bytes[(8 * i)..], counts[i]);
                }

                break;
        }
    }

    /// <summary>Reads counts. Those of 8 bytes may be negative.</summary>
    /// <param name="bytes">The bytes, exactly those of the counts.</param>
    /// <param name="width">The binary logarithm of the number of bytes of a count.</param>
    /// <param name="counts">Receives the counts.</param>
    public static void Read(ReadOnlySpan<byte> bytes, int width, Span<long> counts)
    {
        switch (width)
        {
            case 0:
                for (int i = ReadVectors(bytes, counts); i < counts.Length; i++)
                {
                    counts[i] = bytes[i];
                }

                break;
            case 1:
                for (int i = ReadVectors(MemoryMarshal.Cast<byte, ushort>(bytes), counts); i < counts.Length; i++)
                {
                    counts[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);
                }

                break;
            case 2:
                for (int i = ReadVectors(MemoryMarshal.Cast<byte, uint>(bytes), counts); i < counts.Length; i++)
                {
                    counts[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]);
                }

                break;
            default:
                for (int i = 0; i < counts.Length; i++)
                {
                    counts[i] = BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]);
                }

                break;
        }
    }

    /// <summary>Reads whole vectors where the order of bytes is that of the machine, and returns the number of counts in them.</summary>
    private static int ReadVectors(ReadOnlySpan<byte> source, Span<long> counts)
    {
        ref byte from = ref MemoryMarshal.GetReference(source);
        ref ulong to = ref Start(counts);
        int i = 0;
        for (; i <= Math.Min(source.Length, counts.Length) - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out Vector<ushort> low, out Vector<ushort> high);
            Widen(low, ref to, i);
            Widen(high, ref to, i + Vector<ushort>.Count);
        }

        return i;
    }

    private static int ReadVectors(ReadOnlySpan<ushort> source, Span<long> counts)
    {
        ref ushort from = ref MemoryMarshal.GetReference(source);
        ref ulong to = ref Start(counts);
        int i = 0;
        int end = BitConverter.IsLittleEndian ? Math.Min(source.Length, counts.Length) - Vector<ushort>.Count : -1;
        for (; i <= end; i += Vector<ushort>.Count)
        {
            Widen(Vector.LoadUnsafe(ref from, (nuint)i), ref to, i);
        }

        return i;
    }

    private static int ReadVectors(ReadOnlySpan<uint> source, Span<long> counts)
    {
        ref uint from = ref MemoryMarshal.GetReference(source);
        ref ulong to = ref Start(counts);
        int i = 0;
        int end = BitConverter.IsLittleEndian ? Math.Min(source.Length, counts.Length) - Vector<uint>.Count : -1;
        for (; i <= end; i += Vector<uint>.Count)
        {
            Widen(Vector.LoadUnsafe(ref from, (nuint)i), ref to, i);
        }

        return i;
    }

    private static void Widen(Vector<ushort> some, ref ulong to, int at)
    {
        Vector.Widen(some, out Vector<uint> low, out Vector<uint> high);
        Widen(low, ref to, at);
        Widen(high, ref to, at + Vector<uint>.Count);
    }

    private static void Widen(Vector<uint> some, ref ulong to, int at)
    {
        Vector.Widen(some, out Vector<ulong> low, out Vector<ulong> high);
        low.StoreUnsafe(ref to, (nuint)at);
        high.StoreUnsafe(ref to, (nuint)(at + Vector<ulong>.Count));
    }

    private static ref ulong Start(Span<long> counts) => ref MemoryMarshal.GetReference(MemoryMarshal.Cast<long, ulong>(counts));
}
