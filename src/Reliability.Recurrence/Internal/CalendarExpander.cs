using System.Globalization;
using System.Text.RegularExpressions;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using Reliability.Common;
using Reliability.Slos;

namespace Reliability.Recurrences.Internal;

/// <summary>Computes recurring time with Ical.Net. No type of Ical.Net leaves this class.</summary>
internal sealed partial class CalendarExpander : IRecurrenceExpander
{
    private const int MaxPerYear = 10_000;
    private const int MaxUnmatched = 100_000;
    private const int MaxInterval = 1000;
    private static readonly string[] LegalFrequencies = ["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    private static readonly EvaluationOptions Limits = new() { MaxUnmatchedIncrementsLimit = MaxUnmatched };

    public IReadOnlyList<TimeRange> Expand(Slos.Recurrence recurrence, TimeRange range)
    {
        ArgumentNullException.ThrowIfNull(recurrence);
        long most = MaxPerYear * (1 + (long)(range.Length.TotalDays / 366));
        List<TimeRange> found = [];
        foreach (DateTimeOffset start in Starts(recurrence, range.Start - recurrence.Duration, range.End))
        {
            if (start + recurrence.Duration > range.Start)
            {
                found.Add(new TimeRange(start, start + recurrence.Duration));
            }

            if (found.Count > most)
            {
                throw new ArgumentException(
                    $"The rule '{recurrence.Rule}' occurs more than {MaxPerYear} times a year; only rules that occur less often are "
                    + "valid.",
                    nameof(recurrence));
            }
        }

        return found;
    }

    private static IEnumerable<DateTimeOffset> Starts(Slos.Recurrence recurrence, DateTimeOffset from, DateTimeOffset to)
    {
        var evented = new CalendarEvent
        {
            Start = new CalDateTime(DateTime.SpecifyKind(recurrence.Start, DateTimeKind.Unspecified), recurrence.Zone),
            RecurrenceRule = Read(recurrence.Rule),
        };
        using IEnumerator<Occurrence> occurrences = evented.GetOccurrences(new CalDateTime(from.UtcDateTime, "UTC"), Limits)
            .GetEnumerator();
        while (true)
        {
            DateTimeOffset start;
            try
            {
                if (!occurrences.MoveNext())
                {
                    yield break;
                }

                start = new DateTimeOffset(occurrences.Current.Period.StartTime.AsUtc, TimeSpan.Zero);
            }
            catch (Exception e) when (e is EvaluationException or ArgumentException or InvalidOperationException or OverflowException)
            {
                throw new ArgumentException($"The rule '{recurrence.Rule}' cannot be computed: {e.Message}", nameof(recurrence), e);
            }

            if (start >= to)
            {
                yield break;
            }

            yield return start;
        }
    }

    private static RecurrencePattern Read(string rule)
    {
        Dictionary<string, string> parts = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in rule.Split(';'))
        {
            if (part.Split('=') is not [{ Length: > 0 } key, { Length: > 0 } value] || !parts.TryAdd(key, value)
                || part.Any(char.IsControl))
            {
                throw Unreadable(rule, "it must have parts NAME=VALUE, each once, separated by semicolons");
            }
        }

        string frequency = parts.GetValueOrDefault("FREQ", "");
        if (!LegalFrequencies.Contains(frequency, StringComparer.OrdinalIgnoreCase))
        {
            throw Unreadable(rule, $"FREQ is one of {string.Join(", ", LegalFrequencies)}, and not '{frequency}'");
        }

        foreach (string fine in (string[])["BYSECOND", "BYMINUTE"])
        {
            if (parts.ContainsKey(fine))
            {
                throw Unreadable(rule, $"{fine} is not supported, because the start defines the minute");
            }
        }

        if (parts.TryGetValue("INTERVAL", out string? interval)
            && !(int.TryParse(interval, NumberStyles.None, CultureInfo.InvariantCulture, out int every)
                && every is >= 1 and <= MaxInterval))
        {
            throw Unreadable(rule, $"INTERVAL is 1 to {MaxInterval}, and not '{interval}'");
        }

        if (parts.TryGetValue("UNTIL", out string? until) && !UntilPattern().IsMatch(until))
        {
            throw Unreadable(rule, $"UNTIL is a day or a moment in UTC such as 20261231 or 20261231T235959Z, and not '{until}'");
        }

        try
        {
            return new RecurrencePattern(rule);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException
            or NullReferenceException or IndexOutOfRangeException)
        {
            throw Unreadable(rule, e.Message, e);
        }
    }

    [GeneratedRegex("^[0-9]{8}(T[0-9]{6}Z?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex UntilPattern();

    private static ArgumentException Unreadable(string rule, string why, Exception? inner = null) =>
        new($"The rule '{rule}' cannot be read: {why}. A rule looks like FREQ=WEEKLY;BYDAY=SU.", nameof(rule), inner);
}
