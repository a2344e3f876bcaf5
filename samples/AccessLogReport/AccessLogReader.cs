using System.Security.Cryptography;

namespace AccessLogReport;

/// <summary>Reads the lines of an access log in one pass, in constant memory. Opened by <see cref="AccessLogSource"/>.</summary>
/// <remarks>
/// Malformed lines are counted and passed over, blank ones ignored. Where the log is damaged (gzip that was cut, a
/// failing disk) the whole lines before the damage are read first; then a <see cref="LogReadException"/> tells, at
/// every further call, and the counts stay valid. Not safe for concurrent use.
/// </remarks>
public sealed class AccessLogReader : IDisposable
{
    /// <summary>The longest line that is looked at, without its line feed. A longer one is malformed.</summary>
    public const int MaxLineBytes = 1024 * 1024;

    /// <summary>How many bytes of the first line the fingerprint covers at most.</summary>
    public const int FingerprintBytes = 1024;

    private const int BlockBytes = 64 * 1024;
    private const int ExampleCount = 3;
    private const int ExampleChars = 120;
    private const int KeptOfLongLine = 4 * ExampleChars;

    private readonly SourceStream _source;
    private readonly Stream _content;
    private readonly string _name;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(MaxLineBytes + BlockBytes);
    private readonly List<MalformedLine> _examples = [];
    private LogReadException? _damage;
    private int _start;
    private int _end;
    private int _lineStart;
    private int _lineLength;

    internal AccessLogReader(SourceStream source, Stream content, string name)
    {
        _source = source;
        _content = content;
        _name = name;
        while (_end < FingerprintBytes && Fill())
        {
        }

        ReadOnlySpan<byte> head = _buffer.AsSpan(0, Math.Min(_end, FingerprintBytes));
        ThrowIfNotText(head);

        // Not more than the first line, or a short log would become another one by growing.
        int line = head.IndexOf((byte)'\n');
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(line < 0 ? head : head[..line]));
    }

    /// <summary>
    /// SHA-256, in hex, of the first line of the (decompressed) content, or of its first 1,024 bytes: the same as the log grows, is rotated
    /// or compressed.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>
    /// How many physical lines were consumed, blank, malformed and skipped ones included: the checkpoint to resume after, see
    /// <see cref="Skip"/>.
    /// </summary>
    public long LineNumber { get; private set; }

    /// <summary>Whether the line last read ends the log without a line feed: the server may not have finished it.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>How many physical lines were consumed that are finished: what a later run need not read again.</summary>
    public long FinishedLines => LineNumber - (IsUnfinished ? 1 : 0);

    /// <summary>How many lines were read: parsed or malformed.</summary>
    public long Lines => Parsed + Malformed;

    /// <summary>How many lines were sound.</summary>
    public long Parsed { get; private set; }

    /// <summary>How many lines were rejected.</summary>
    public long Malformed { get; private set; }

    /// <summary>The first three lines that were rejected.</summary>
    public IReadOnlyList<MalformedLine> Examples => _examples;

    /// <summary>How many bytes of the file were read, compressed ones if it is compressed.</summary>
    public long BytesRead => _source.BytesRead;

    /// <summary>How many bytes the file had when it was opened; none for a pipe.</summary>
    public long? TotalBytes => _source.TotalBytes;

    /// <summary>The bytes of the line last read, without its line feed, until the next call.</summary>
    public ReadOnlySpan<byte> CurrentLine => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>Reads on to the next sound line.</summary>
    /// <returns>False at the end of the log.</returns>
    /// <exception cref="LogReadException">The log is damaged here.</exception>
    public bool TryRead(out LogLine line)
    {
        while (TryTakeLine(out bool tooLong))
        {
            ReadOnlySpan<byte> text = CurrentLine;
            line = default;
            LogLineFault fault = tooLong ? LogLineFault.TooLong : AccessLogParser.Parse(text, out line);
            if (fault == LogLineFault.None)
            {
                Parsed++;
                return true;
            }

            if (tooLong || text.ContainsAnyExcept(" \t\r"u8))
            {
                Reject(text, fault);
            }
        }

        line = default;
        return false;
    }

    /// <summary>Passes over physical lines without looking at them, to resume at a checkpoint.</summary>
    /// <returns>How many were there to skip: fewer than asked if the log ends before.</returns>
    /// <exception cref="LogReadException">The log is damaged here.</exception>
    public long Skip(long lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        long skipped = 0;
        while (skipped < lines && TryTakeLine(out _))
        {
            skipped++;
        }

        return skipped;
    }

    /// <summary>Closes the log.</summary>
    public void Dispose()
    {
        _content.Dispose();
        _source.Dispose();
    }

    /// <summary>Moves to the next physical line. Of one that is too long, only the beginning is kept.</summary>
    private bool TryTakeLine(out bool tooLong)
    {
        tooLong = false;
        int searched = 0;
        while (true)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            int length = found < 0 ? _end - _start : searched + found;
            tooLong |= length > MaxLineBytes;
            if (found >= 0)
            {
                Take(length, length + 1);
                return true;
            }

            if (tooLong)
            {
                length = Math.Min(length, KeptOfLongLine);
                _end = _start + length;
            }

            searched = length;
            if (!Fill())
            {
                ThrowIfDamaged();
                Take(length, length);
                IsUnfinished |= length > 0;
                return length > 0;
            }
        }
    }

    private void Take(int length, int consumed)
    {
        _lineStart = _start;
        _lineLength = length;
        _start += consumed;
        LineNumber += consumed > 0 ? 1 : 0;
    }

    /// <summary>
    /// Adds a block to the buffer, whose consumed part is given up. There is always room: a line that is too long is cut.
    /// </summary>
    private bool Fill()
    {
        if (_damage is not null)
        {
            return false;
        }

        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        try
        {
            int read = _content.Read(_buffer.AsSpan(_end, BlockBytes));
            _end += read;
            return read > 0;
        }
        catch (InvalidDataException e)
        {
            _damage = new LogReadException(
                $"{_name} is damaged gzip, cut short or changed: it can be read up to line {CompleteLines()} and no further.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _damage = new LogReadException($"{_name} cannot be read past line {CompleteLines()}: {e.Message}", e);
        }

        return false;
    }

    private long CompleteLines() => LineNumber + _buffer.AsSpan(0, _end).Count((byte)'\n');

    private void Reject(ReadOnlySpan<byte> text, LogLineFault fault)
    {
        Malformed++;
        if (_examples.Count < ExampleCount)
        {
            text = text is [.., (byte)'\r'] ? text[..^1] : text;
            _examples.Add(new MalformedLine(LineNumber, fault.Describe(), PrintableText.From(text, ExampleChars)));
        }
    }

    private void ThrowIfNotText(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
        {
            ThrowIfDamaged();
            throw new LogReadException($"{_name} is empty. {AccessLogSource.Accepted}");
        }

        if (head is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, 0, 0xfe, 0xff, ..])
        {
            throw new LogReadException($"{_name} is UTF-16 or UTF-32 text, convert it to UTF-8 first. {AccessLogSource.Accepted}");
        }

        if (head.Contains((byte)0))
        {
            throw new LogReadException($"{_name} holds NUL bytes: it is UTF-16 text or not text at all. {AccessLogSource.Accepted}");
        }
    }

    private void ThrowIfDamaged()
    {
        if (_damage is not null)
        {
            throw _damage;
        }
    }
}
