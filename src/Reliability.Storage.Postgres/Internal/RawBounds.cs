namespace Reliability.Storage.Postgres.Internal;

/// <summary>The hours or days of a query, which the time zone of the client decides.</summary>
internal sealed class RawBounds
{
    private RawBounds(IEnumerable<DateTimeOffset> starts, DateTimeOffset end)
    {
        // A date that clocks skip as a whole starts with the next one.
        Starts = [.. starts.Select(start => start.UtcDateTime).Distinct()];
        End = end.UtcDateTime;
    }

    /// <summary>Gets the starts of the hours or days in UTC, at least one, strictly increasing.</summary>
    public DateTime[] Starts { get; }

    /// <summary>Gets the end of the last one.</summary>
    public DateTime End { get; }

    /// <summary>Returns whole hours or days: the one that contains the end is left out.</summary>
    public static RawBounds Of(SeriesResolution resolution, int days, DateTimeOffset until, TimeZoneInfo zone)
    {
        DateTimeOffset end = resolution.StartOf(until, zone);
        if (resolution == SeriesResolution.Hour)
        {
            return new RawBounds(Enumerable.Range(0, days * 24).Select(hour => end.AddHours(hour - (days * 24))), end);
        }

        DateOnly last = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(end, zone).DateTime);
        return new RawBounds(Enumerable.Range(0, days).Select(day => last.AddDays(day - days).StartIn(zone)).Where(day => day < end), end);
    }
}
