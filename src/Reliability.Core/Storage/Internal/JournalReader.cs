using System.Text;

namespace Reliability.Storage.Internal;

/// <summary>Reads and validates an entry in the format of <see cref="JournalFormat"/>, sketch by sketch.</summary>
internal ref struct JournalReader
{
    /// <summary>The last minute that a time can have.</summary>
    private static readonly long MaxMinute = DateTimeOffset.MaxValue.Ticks / TimeSpan.TicksPerMinute;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _name = new byte[SeriesId.MaxNameBytes];
    private ReadOnlySpan<byte> _rest;
    private long _inGroup;
    private int _nameLength;

    public JournalReader(ReadOnlySpan<byte> bytes)
    {
        if (bytes is not [JournalFormat.Version, ..])
        {
            throw new FormatException(
                bytes.IsEmpty
                    ? "The journal entry is empty."
                    : $"The journal entry has format {bytes[0]}; this release reads format {JournalFormat.Version}.");
        }

        _rest = bytes[1..];
    }

    public string Series => Slot.Series;

    public JournalSlot Slot { get; private set; }

    public ReadOnlySpan<byte> Sketch { get; private set; }

    /// <summary>Moves to the next sketch. Returns false at the end.</summary>
    public bool Read()
    {
        if (_inGroup == 0)
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            long minute = Number(MaxMinute) * TimeSpan.TicksPerMinute;
            long day = minute - (Number(minute / TimeSpan.TicksPerMinute) * TimeSpan.TicksPerMinute);
            var tiers = (SeriesTiers)Number((long)SeriesTiers.All);
            _inGroup = Number(int.MaxValue);
            _nameLength = 0;
            Slot = new JournalSlot(string.Empty, minute, day, tiers);
            if (_inGroup == 0)
            {
                throw new FormatException("The journal entry is damaged: it has a group without sketches.");
            }
        }

        _inGroup--;
        int shared = (int)Number(_nameLength);
        ReadOnlySpan<byte> suffix = Bytes(Number(SeriesId.MaxNameBytes - shared));
        suffix.CopyTo(_name.AsSpan(shared));
        _nameLength = shared + suffix.Length;
        Slot = Slot with { Series = Name() };
        Sketch = Bytes(Number(int.MaxValue));
        return true;
    }

    private readonly string Name()
    {
        try
        {
            return StrictUtf8.GetString(_name, 0, _nameLength);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The journal entry is damaged: the name of a series is not valid UTF-8.", e);
        }
    }

    private ReadOnlySpan<byte> Bytes(long count)
    {
        if (count > _rest.Length)
        {
            throw new FormatException("The journal entry is truncated.");
        }

        ReadOnlySpan<byte> bytes = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return bytes;
    }

    private long Number(long max)
    {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            byte next = Bytes(1)[0];
            value |= (long)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value >= 0 && value <= max
                    ? value
                    : throw new FormatException($"The journal entry is damaged: it has {value} where at most {max} is possible.");
            }
        }

        throw new FormatException("The journal entry is damaged: it has a number of more than 63 bits.");
    }
}
