namespace AccessLogReport;

/// <summary>
/// Parses one line of the common log format, <c>host ident user [date] "request" status bytes</c>, or of the combined
/// one, which adds <c>"referer" "agent"</c>. What else follows is looked through for the request time, see
/// <see cref="RequestTime"/>.
/// </summary>
/// <remarks>
/// Works on bytes, so the encoding of an address or a user agent never matters, and allocates nothing. The user may
/// hold spaces; a quote inside a quoted field must be escaped with a backslash, as Apache does (nginx writes \x22).
/// </remarks>
public static class AccessLogParser
{
    /// <summary>The length of <c>17/May/2015:10:05:03 +0000</c>.</summary>
    internal const int DateLength = 26;

    /// <summary>Parses a line, without its line feed; a carriage return at its end is allowed.</summary>
    /// <param name="line">The bytes of the line.</param>
    /// <param name="parsed">What the line says, when it is sound.</param>
    /// <returns><see cref="LogLineFault.None"/>, or why the line is rejected.</returns>
    public static LogLineFault Parse(ReadOnlySpan<byte> line, out LogLine parsed)
    {
        parsed = default;
        if (line is [.., (byte)'\r'])
        {
            line = line[..^1];
        }

        int dateEnd = FindDateEnd(line);
        if (dateEnd < 0)
        {
            return line.Contains((byte)'[') ? LogLineFault.NoRequest : LogLineFault.NoDate;
        }

        int dateStart = dateEnd - DateLength;
        if (dateStart < 1 || line[dateStart - 1] != '[' ||
            !ClfDate.TryParse(line.Slice(dateStart, DateLength), out DateTimeOffset time))
        {
            return line[..dateEnd].Contains((byte)'[') ? LogLineFault.BadDate : LogLineFault.NoDate;
        }

        if (!IsClient(line[..(dateStart - 1)]))
        {
            return LogLineFault.Client;
        }

        ReadOnlySpan<byte> rest = line[(dateEnd + "] ".Length)..];
        int request = QuotedLength(rest);
        if (request < 0)
        {
            return LogLineFault.UnclosedQuote;
        }

        rest = rest[request..];
        if (!TryTakeStatus(ref rest, out int status))
        {
            return rest is [] or [(byte)' ', ..] ? LogLineFault.Status : LogLineFault.StrayQuote;
        }

        if (!TryTakeSize(ref rest))
        {
            return LogLineFault.Size;
        }

        LogLineFault fault = ParseTail(rest, out TimeSpan? duration);
        if (fault == LogLineFault.None)
        {
            parsed = new LogLine(time, status, duration);
        }

        return fault;
    }

    /// <summary>Where the bracket closes that ends the date, or -1. Neither a user nor a date can hold <c>] "</c>.</summary>
    internal static int FindDateEnd(ReadOnlySpan<byte> line) => line.IndexOf("] \""u8);

    /// <summary>Whether these are a host, an identity, a user and the space before the date.</summary>
    private static bool IsClient(ReadOnlySpan<byte> text)
    {
        int host = text.IndexOf((byte)' ');
        if (host <= 0)
        {
            return false;
        }

        int identity = text[(host + 1)..].IndexOf((byte)' ');
        return identity > 0 && text[(host + identity + 2)..] is [not (byte)' ', .., (byte)' '];
    }

    /// <summary>The length of the quoted field that the text begins with, both quotes included, or -1.</summary>
    private static int QuotedLength(ReadOnlySpan<byte> text)
    {
        int at = 1;
        while (at < text.Length)
        {
            int found = text[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (found < 0)
            {
                return -1;
            }

            at += found + 1;
            if (text[at - 1] == '"')
            {
                return at;
            }

            at++;
        }

        return -1;
    }

    private static bool TryTakeStatus(ref ReadOnlySpan<byte> rest, out int status)
    {
        status = 0;
        if (rest is not [(byte)' ', >= (byte)'1' and <= (byte)'5', var tens, var units, (byte)' ', ..] ||
            !ClfDate.TryDigits(tens, units, out int low))
        {
            return false;
        }

        status = ((rest[1] - '0') * 100) + low;
        rest = rest[4..];
        return true;
    }

    private static bool TryTakeSize(ref ReadOnlySpan<byte> rest)
    {
        ReadOnlySpan<byte> size = rest[1..];
        int length = size.IndexOf((byte)' ');
        size = length < 0 ? size : size[..length];
        rest = rest[(size.Length + 1)..];
        return size is [(byte)'-'] || (!size.IsEmpty && !size.ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }

    /// <summary>Walks over what follows the size: quoted fields, of which the first two are referer and agent, and bare ones.</summary>
    private static LogLineFault ParseTail(ReadOnlySpan<byte> rest, out TimeSpan? duration)
    {
        duration = null;
        var time = new RequestTime();
        int quoted = 0;
        while (rest is [(byte)' ', .. var field])
        {
            int length = field.IndexOfAny((byte)' ', (byte)'"');
            length = length < 0 ? field.Length : length;
            rest = field[length..];
            if (rest is [(byte)'"', ..])
            {
                if (length > 0 && field[length - 1] != '=')
                {
                    return LogLineFault.StrayQuote;
                }

                int value = QuotedLength(rest);
                if (value < 0)
                {
                    return LogLineFault.UnclosedQuote;
                }

                quoted += length == 0 ? 1 : 0;
                length += value;
                rest = rest[value..];
                if (rest is [not (byte)' ', ..])
                {
                    return LogLineFault.StrayQuote;
                }
            }

            time.Offer(field[..length]);
        }

        duration = time.Value;
        return quoted == 1 ? LogLineFault.NoAgent : LogLineFault.None;
    }
}
