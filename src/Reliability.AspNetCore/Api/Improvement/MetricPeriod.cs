using Reliability.Common;
using Reliability.Common.Internal;

namespace Reliability.AspNetCore.Internal;

/// <summary>Reads the period of metrics of improvement. A period that is empty or in the future is rejected with the valid range.</summary>
internal static class MetricPeriod
{
    /// <summary>The length of a period whose start is not stated.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(90);

    /// <summary>Returns the period between two times, or the 90 days before its end. What of it is in the future is left out.</summary>
    public static TimeRange Of(DateTimeOffset now, string? from, string? to, string fromParameter = "from", string toParameter = "to")
    {
        DateTimeOffset end = Api.Instant(to, toParameter)?.ToUniversalTime() ?? now;
        end = end > now ? now : end;
        return From(Api.Instant(from, fromParameter)?.ToUniversalTime() ?? Before(end, Length), end, now, fromParameter, toParameter);
    }

    /// <summary>Returns the period to compare another one with: by default that of the same length before it.</summary>
    public static TimeRange Earlier(DateTimeOffset now, TimeRange later, string? from, string? to)
    {
        const string FromParameter = "earlierFrom";
        const string ToParameter = "earlierTo";
        DateTimeOffset end = Api.Instant(to, ToParameter)?.ToUniversalTime() ?? later.Start;
        if (end > later.Start)
        {
            throw new BadQueryException(
                $"{ToParameter}: {Check.Rejection(end, Check.Text($"{later.Start:u} or before, where the later period starts"))}");
        }

        DateTimeOffset start = Api.Instant(from, FromParameter)?.ToUniversalTime() ?? Before(end, later.Length);
        return From(start, end, now, FromParameter, ToParameter);
    }

    private static TimeRange From(
        DateTimeOffset start, DateTimeOffset end, DateTimeOffset now, string fromParameter, string toParameter) =>
        start >= now ? throw new BadQueryException(
            $"{fromParameter}: {Check.Rejection(start, Check.Text($"before {now:u}, which is now"))}")
        : end <= start ? throw new BadQueryException(
            $"{toParameter}: {Check.Rejection(end, Check.Text($"after {start:u}, where the period starts"))}")
        : new TimeRange(start, end);

    private static DateTimeOffset Before(DateTimeOffset end, TimeSpan length) =>
        end - DateTimeOffset.MinValue > length ? end - length : DateTimeOffset.MinValue;
}
