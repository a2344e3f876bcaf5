using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>Reads times in the formats of logs, databases and spreadsheets.</summary>
internal static class TimeText
{
    private const int MinYear = 1000;
    private const int MaxYear = 8999;

    /// <summary>The smallest Unix time in seconds: a smaller number is more likely a row number than a time before March 1973.</summary>
    private const double MinUnixSeconds = 1e8;

    /// <summary>Unix times in seconds, milliseconds and microseconds are below this and its thousandfolds.</summary>
    private const double MaxUnixSeconds = 1e11;

    private static readonly long MinTicks = new DateTime(MinYear, 1, 1).Ticks;
    private static readonly long MaxTicks = new DateTime(MaxYear + 1, 1, 1).Ticks;

    public static TimeReading Parse(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (IsNumber(text))
        {
            return OfNumber(text);
        }

        int mark = text.IndexOfAny('-', '/', '.');
        return mark switch
        {
            4 when text[mark] != '.' => YearFirst(new Scanner(text), text[mark]),
            1 or 2 => YearLast(new Scanner(text), text[mark]),
            _ => default,
        };
    }

    /// <summary>Returns whether three numbers are a date that can be read.</summary>
    public static bool IsDate(int year, int month, int day) =>
        year is >= MinYear and <= MaxYear && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>Returns whether ticks lie in the years that are read.</summary>
    public static bool IsInRange(long ticks) => ticks >= MinTicks && ticks < MaxTicks;

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        text = text is ['-', .. var digits] ? digits : text;
        int point = text.IndexOf('.');
        return point < 0
            ? text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9')
            : point > 2 && !text[..point].ContainsAnyExceptInRange('0', '9') && !text[(point + 1)..].ContainsAnyExceptInRange('0', '9');
    }

    private static TimeReading OfNumber(ReadOnlySpan<char> text)
    {
        if (text.Length == 8 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int date))
        {
            return Local(date / 10_000, date / 100 % 100, date % 100, 0);
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number))
        {
            return default;
        }

        decimal ticksPerUnit = (double)Math.Abs(number) switch
        {
            < MinUnixSeconds => 0,
            < MaxUnixSeconds => TimeSpan.TicksPerSecond,
            < MaxUnixSeconds * 1e3 => TimeSpan.TicksPerMillisecond,
            < MaxUnixSeconds * 1e6 => TimeSpan.TicksPerMicrosecond,
            < MaxUnixSeconds * 1e9 => 0.01m,
            _ => 0,
        };
        return ticksPerUnit == 0 ? default : Instant(DateTime.UnixEpoch.Ticks + (long)(number * ticksPerUnit));
    }

    private static TimeReading YearFirst(Scanner scanner, char separator)
    {
        if (!scanner.TryNumber(4, 4, out int year) || !scanner.TrySkip(separator)
            || !scanner.TryNumber(1, 2, out int month) || !scanner.TrySkip(separator)
            || !scanner.TryNumber(1, 2, out int day))
        {
            return default;
        }

        if (scanner.IsAtEnd)
        {
            return Local(year, month, day, 0);
        }

        if (!scanner.TrySkip('T') && !scanner.TrySkip('t') && !scanner.TrySkip(' '))
        {
            return default;
        }

        scanner.SkipBlanks();
        if (!scanner.TryTimeOfDay(out long timeOfDay))
        {
            return default;
        }

        TimeReading local = Local(year, month, day, timeOfDay);
        scanner.SkipBlanks();
        return scanner.IsAtEnd ? local
            : local.Kind == TimeReadingKind.Local && scanner.TryOffset(out long offset) && scanner.IsAtEnd ? Instant(local.Ticks - offset)
            : default;
    }

    private static TimeReading YearLast(Scanner scanner, char separator)
    {
        if (!scanner.TryNumber(1, 2, out int first) || !scanner.TrySkip(separator)
            || !scanner.TryNumber(1, 2, out int second) || !scanner.TrySkip(separator)
            || !scanner.TryNumber(4, 4, out int year))
        {
            return default;
        }

        long timeOfDay = 0;
        if (!scanner.IsAtEnd)
        {
            _ = scanner.TrySkip(',');
            if (!scanner.TrySkip(' '))
            {
                return default;
            }

            scanner.SkipBlanks();
            if (!scanner.TryTimeOfDay(out timeOfDay) || !scanner.IsAtEnd)
            {
                return default;
            }
        }

        return separator == '.' ? Local(year, second, first, timeOfDay)
            : IsDate(year, first, second) || IsDate(year, second, first) ? new TimeReading
            {
                Kind = TimeReadingKind.OpenOrder,
                Ticks = timeOfDay,
                First = first,
                Second = second,
                Year = year,
            }
            : default;
    }

    private static TimeReading Local(int year, int month, int day, long timeOfDay) => IsDate(year, month, day)
        ? new TimeReading { Kind = TimeReadingKind.Local, Ticks = new DateTime(year, month, day).Ticks + timeOfDay }
        : default;

    private static TimeReading Instant(long ticks) => IsInRange(ticks)
        ? new TimeReading { Kind = TimeReadingKind.Instant, Ticks = ticks }
        : default;

    /// <summary>Reads a text from its start.</summary>
    private ref struct Scanner(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        public readonly bool IsAtEnd => _rest.IsEmpty;

        public bool TryNumber(int least, int most, out int number)
        {
            number = 0;
            int length = 0;
            while (length < _rest.Length && length < most && char.IsAsciiDigit(_rest[length]))
            {
                number = (number * 10) + (_rest[length++] - '0');
            }

            _rest = _rest[length..];
            return length >= least;
        }

        public bool TrySkip(char expected)
        {
            bool isThere = !_rest.IsEmpty && _rest[0] == expected;
            _rest = isThere ? _rest[1..] : _rest;
            return isThere;
        }

        public void SkipBlanks() => _rest = _rest.TrimStart(' ');

        /// <summary>Reads hours and minutes, and seconds with a fraction, AM and PM where they stand.</summary>
        public bool TryTimeOfDay(out long ticks)
        {
            ticks = 0;
            int second = 0;
            long fraction = 0;
            if (!TryNumber(1, 2, out int hour) || !TrySkip(':') || !TryNumber(2, 2, out int minute)
                || (TrySkip(':') && !(TryNumber(2, 2, out second) && TryFraction(out fraction))))
            {
                return false;
            }

            ReadOnlySpan<char> half = _rest.TrimStart(' ');
            if (half.StartsWith("AM", StringComparison.OrdinalIgnoreCase) || half.StartsWith("PM", StringComparison.OrdinalIgnoreCase))
            {
                if (hour is < 1 or > 12)
                {
                    return false;
                }

                hour = (hour % 12) + (half[0] is 'P' or 'p' ? 12 : 0);
                _rest = half[2..];
            }

            ticks = (hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute) + (second * TimeSpan.TicksPerSecond) + fraction;
            return hour < 24 && minute < 60 && second < 60;
        }

        public bool TryOffset(out long ticks)
        {
            ticks = 0;
            if (TrySkip('Z') || TrySkip('z'))
            {
                return true;
            }

            int sign = TrySkip('+') ? 1 : TrySkip('-') ? -1 : 0;
            int minute = 0;
            if (sign == 0 || !TryNumber(2, 2, out int hour))
            {
                return false;
            }

            _ = TrySkip(':');
            if (!IsAtEnd && !TryNumber(2, 2, out minute))
            {
                return false;
            }

            ticks = sign * ((hour * TimeSpan.TicksPerHour) + (minute * TimeSpan.TicksPerMinute));
            return hour <= 14 && minute < 60;
        }

        /// <summary>Reads the digits behind the seconds, of which the first seven count.</summary>
        private bool TryFraction(out long ticks)
        {
            ticks = 0;
            if (!TrySkip('.') && !TrySkip(','))
            {
                return true;
            }

            int length = 0;
            for (long unit = TimeSpan.TicksPerSecond / 10; length < _rest.Length && char.IsAsciiDigit(_rest[length]); length++, unit /= 10)
            {
                ticks += unit * (_rest[length] - '0');
            }

            _rest = _rest[length..];
            return length > 0;
        }
    }
}
