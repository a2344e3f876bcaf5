namespace AccessLogReport;

/// <summary>Picks the request time out of the fields that follow the size of a line.</summary>
/// <remarks>
/// <para>One rule for every number: with a decimal point it is seconds (nginx's $request_time, 0.123), without one it
/// is microseconds (Apache's %D, 123000), with the unit ms it is milliseconds. Apache's %T, whole seconds, is
/// therefore not understood.</para>
/// <para>When a line offers several, the best one counts: first <c>rt=</c> or <c>request_time=</c>, then a bare number
/// with a decimal point or a unit, then <c>urt=</c> or <c>upstream_response_time=</c>, then a bare whole number if it
/// is the only one. Two or more bare whole numbers are counts of bytes, as in Apache's stock combinedio format, and
/// say nothing about time. Fields that are none of these are passed over.</para>
/// </remarks>
internal ref struct RequestTime
{
    private const long MostUnits = 100_000_000;
    private const int MostDigits = 15;

    private TimeSpan? _labelled;
    private TimeSpan? _decimal;
    private TimeSpan? _upstream;
    private TimeSpan? _whole;
    private int _wholes;

    /// <summary>The best of the times offered, if there was any.</summary>
    public readonly TimeSpan? Value => _labelled ?? _decimal ?? _upstream ?? (_wholes == 1 ? _whole : null);

    /// <summary>Looks at one field, <c>"quoted"</c>, <c>bare</c>, <c>key=value</c> or <c>key="value"</c>.</summary>
    public void Offer(ReadOnlySpan<byte> field)
    {
        if (field is [] or [(byte)'"', ..])
        {
            return;
        }

        if (field[0] is >= (byte)'0' and <= (byte)'9')
        {
            OfferBare(field);
            return;
        }

        int equals = field.IndexOf((byte)'=');
        if (equals < 0 || !TryParse(Unquoted(field[(equals + 1)..]), out TimeSpan time, out _))
        {
            return;
        }

        ReadOnlySpan<byte> key = field[..equals];
        if (key.SequenceEqual("rt"u8) || key.SequenceEqual("request_time"u8))
        {
            _labelled ??= time;
        }
        else if (key.SequenceEqual("urt"u8) || key.SequenceEqual("upstream_response_time"u8))
        {
            _upstream ??= time;
        }
    }

    private void OfferBare(ReadOnlySpan<byte> field)
    {
        if (!TryParse(field, out TimeSpan time, out bool whole))
        {
            return;
        }

        if (whole)
        {
            _whole = time;
            _wholes++;
        }
        else
        {
            _decimal ??= time;
        }
    }

    private static ReadOnlySpan<byte> Unquoted(ReadOnlySpan<byte> value) =>
        value is [(byte)'"', .. var inner, (byte)'"'] ? inner : value;

    private static bool TryParse(ReadOnlySpan<byte> text, out TimeSpan time, out bool whole)
    {
        time = default;
        whole = true;
        if (!TryTakeDigits(ref text, out long number, out _))
        {
            return false;
        }

        if (text.IsEmpty)
        {
            time = new TimeSpan(number * TimeSpan.TicksPerMicrosecond);
            return true;
        }

        whole = false;
        if (number > MostUnits)
        {
            return false;
        }

        if (text.SequenceEqual("ms"u8))
        {
            time = new TimeSpan(number * TimeSpan.TicksPerMillisecond);
            return true;
        }

        if (text[0] != '.')
        {
            return false;
        }

        text = text[1..];
        if (!TryTakeDigits(ref text, out long fraction, out int digits) || !text.IsEmpty)
        {
            return false;
        }

        for (; digits < 7; digits++)
        {
            fraction *= 10;
        }

        for (; digits > 7; digits--)
        {
            fraction /= 10;
        }

        time = new TimeSpan((number * TimeSpan.TicksPerSecond) + fraction);
        return true;
    }

    /// <summary>Takes 1 to 15 leading digits off the text.</summary>
    private static bool TryTakeDigits(ref ReadOnlySpan<byte> text, out long number, out int digits)
    {
        number = 0;
        digits = 0;
        while (digits < text.Length && digits <= MostDigits && text[digits] is >= (byte)'0' and <= (byte)'9')
        {
            number = (number * 10) + (text[digits++] - '0');
        }

        text = text[digits..];
        return digits is > 0 and <= MostDigits;
    }
}
