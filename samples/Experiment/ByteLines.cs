namespace ExperimentSample;

/// <summary>Reads the lines of a stream in constant memory.</summary>
internal sealed class ByteLines(Stream stream)
{
    /// <summary>The longest line that is handed out, without its line feed.</summary>
    public const int MaxBytes = 64 * 1024;

    private readonly byte[] _buffer = new byte[2 * MaxBytes];
    private int _start;
    private int _end;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line, without its line feed and the carriage return before it.</summary>
    /// <param name="line">The line; empty when it is too long.</param>
    /// <param name="isTooLong">Whether it has more than <see cref="MaxBytes"/>.</param>
    /// <returns>False at the end.</returns>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        isTooLong = false;
        line = default;
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            bool isEnd = false;
            if (length < 0)
            {
                if (_end - _start > MaxBytes)
                {
                    isTooLong = true;
                    _start = _end;
                }

                if (Fill())
                {
                    continue;
                }

                length = _end - _start;
                isEnd = true;
                if (length == 0 && !isTooLong)
                {
                    return false;
                }
            }

            isTooLong |= length > MaxBytes;
            line = isTooLong ? default : _buffer.AsSpan(_start, length);
            line = line is [.., (byte)'\r'] ? line[..^1] : line;
            _start += length + (isEnd ? 0 : 1);
            Number++;
            return true;
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        int read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
