using System.Buffers.Binary;
using System.Numerics;

namespace Reliability.Experiments.Internal;

/// <summary>MurmurHash3_x86_32 (A. Appleby).</summary>
internal static class Murmur3
{
    public static uint Of(ReadOnlySpan<byte> bytes, uint seed)
    {
        uint hash = seed;
        ReadOnlySpan<byte> rest = bytes;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            hash = (BitOperations.RotateLeft(hash ^ Scramble(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 13) * 5) + 0xE6546B64;
        }

        uint tail = 0;
        for (int i = rest.Length - 1; i >= 0; i--)
        {
            tail = (tail << 8) | rest[i];
        }

        hash ^= Scramble(tail) ^ (uint)bytes.Length;
        hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
        hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }

    private static uint Scramble(uint block) => BitOperations.RotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593;
}
