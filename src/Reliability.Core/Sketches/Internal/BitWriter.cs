using System.Buffers.Binary;

namespace Reliability.Sketches.Internal;

/// <summary>Writes bits into a span that has exactly the size that they need.</summary>
internal ref struct BitWriter(Span<byte> bytes) : IBitSink
{
    private Span<byte> _rest = bytes;
    private ulong _pending;
    private int _used;

    public void Put(ulong value, int length)
    {
        _pending |= value << _used;
        _used += length;
        if (_used >= 64)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(_rest, _pending);
            _rest = _rest[8..];
            _used -= 64;
            _pending = _used == 0 ? 0 : value >> (length - _used);
        }
    }

    /// <summary>Writes what is pending. Zeros fill the last byte.</summary>
    public void End()
    {
        for (; _used > 0; _used -= 8)
        {
            _rest[0] = (byte)_pending;
            _rest = _rest[1..];
            _pending >>= 8;
        }
    }
}
