using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Reliability.Sketches.Internal;

/// <summary>
/// Writes bits into a span with room for them. A copy remembers a position: what was written since can be written again from there.
/// </summary>
internal ref struct BitWriter(Span<byte> bytes) : IBitSink
{
    private readonly Span<byte> _bytes = bytes;
    private int _at;
    private int _used;
    private ulong _pending;

    /// <summary>Gets the number of bits before the next one.</summary>
    public readonly long Position => (_at * 8L) + _used;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Put(ulong value, int length)
    {
        ulong pending = _pending | (value << _used);
        int used = _used + length;
        if (used >= 64)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_bytes[_at..], pending);
            _at += sizeof(ulong);
            used -= 64;
            pending = used == 0 ? 0 : value >> (length - used);
        }

        _pending = pending;
        _used = used;
    }

    /// <summary>Writes what is pending, and returns the number of bytes. Zeros fill the last one.</summary>
    public int End()
    {
        for (; _used > 0; _used -= 8)
        {
            _bytes[_at++] = (byte)_pending;
            _pending >>= 8;
        }

        _used = 0;
        return _at;
    }
}
