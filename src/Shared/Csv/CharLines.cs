namespace Reliability.Common.Internal;

/// <summary>Reads the lines of a text in constant memory.</summary>
internal sealed class CharLines(TextReader reader)
{
    /// <summary>The longest line that is handed out, without its line feed.</summary>
    public const int MaxLength = 64 * 1024;

    private readonly char[] _buffer = new char[2 * MaxLength];
    private int _start;
    private int _end;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Reads the next line, without its line feed and the carriage return before it.</summary>
    /// <param name="line">The line; empty when it is too long.</param>
    /// <param name="isTooLong">Whether it has more than <see cref="MaxLength"/> characters.</param>
    /// <returns>False at the end.</returns>
    public bool TryRead(out ReadOnlySpan<char> line, out bool isTooLong)
    {
        isTooLong = false;
        line = default;
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            bool isEnd = false;
            if (length < 0)
            {
                if (_end - _start > MaxLength)
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

            isTooLong |= length > MaxLength;
            line = isTooLong ? default : _buffer.AsSpan(_start, length);
            line = line is [.., '\r'] ? line[..^1] : line;
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
        int read = reader.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        return read > 0;
    }
}
