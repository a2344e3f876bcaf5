namespace AccessLogReport;

/// <summary>The date of the common log format, <c>17/May/2015:10:05:03 +0000</c>.</summary>
internal static class ClfDate
{
    /// <summary>Parses a date of exactly that form; a day, a time or a zone that does not exist is rejected.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length != AccessLogParser.DateLength ||
            text[2] != '/' || text[6] != '/' || text[11] != ':' || text[14] != ':' || text[17] != ':' || text[20] != ' ')
        {
            return false;
        }

        int month = Month(text.Slice(3, 3));
        if (month == 0 ||
            !TryDigits(text[0], text[1], out int day) ||
            !TryDigits(text[7], text[8], out int century) ||
            !TryDigits(text[9], text[10], out int yearOfCentury) ||
            !TryDigits(text[12], text[13], out int hour) || hour > 23 ||
            !TryDigits(text[15], text[16], out int minute) || minute > 59 ||
            !TryDigits(text[18], text[19], out int second) || second > 59 ||
            !TryZone(text[21..], out int zoneMinutes))
        {
            return false;
        }

        int year = (century * 100) + yearOfCentury;
        if (year is < 1970 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        long ticks = new DateTime(year, month, day, hour, minute, second).Ticks - (zoneMinutes * TimeSpan.TicksPerMinute);
        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    /// <summary>The number that two decimal digits write.</summary>
    public static bool TryDigits(byte tens, byte units, out int value)
    {
        uint high = (uint)(tens - '0');
        uint low = (uint)(units - '0');
        value = (int)((high * 10) + low);
        return high <= 9 && low <= 9;
    }

    private static bool TryZone(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (!TryDigits(text[1], text[2], out int hour) || hour > 23 ||
            !TryDigits(text[3], text[4], out int minute) || minute > 59)
        {
            return false;
        }

        int sign = text[0] switch { (byte)'+' => 1, (byte)'-' => -1, _ => 0 };
        minutes = sign * ((hour * 60) + minute);
        return sign != 0;
    }

    private static int Month(ReadOnlySpan<byte> name) => ((name[0] << 16) | (name[1] << 8) | name[2]) switch
    {
        ('J' << 16) | ('a' << 8) | 'n' => 1,
        ('F' << 16) | ('e' << 8) | 'b' => 2,
        ('M' << 16) | ('a' << 8) | 'r' => 3,
        ('A' << 16) | ('p' << 8) | 'r' => 4,
        ('M' << 16) | ('a' << 8) | 'y' => 5,
        ('J' << 16) | ('u' << 8) | 'n' => 6,
        ('J' << 16) | ('u' << 8) | 'l' => 7,
        ('A' << 16) | ('u' << 8) | 'g' => 8,
        ('S' << 16) | ('e' << 8) | 'p' => 9,
        ('O' << 16) | ('c' << 8) | 't' => 10,
        ('N' << 16) | ('o' << 8) | 'v' => 11,
        ('D' << 16) | ('e' << 8) | 'c' => 12,
        _ => 0,
    };
}
