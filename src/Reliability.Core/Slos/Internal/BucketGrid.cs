using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Which buckets a window consists of.</summary>
internal static class BucketGrid
{
    /// <summary>Windows up to this length are read from minutes, longer ones from hours.</summary>
    public static readonly TimeSpan LongestMinuteWindow = TimeSpan.FromDays(3);

    public static SeriesResolution ResolutionFor(TimeSpan window) =>
        window <= LongestMinuteWindow ? SeriesResolution.Minute : SeriesResolution.Hour;

    /// <summary>The tier from which a budget is counted.</summary>
    public static SeriesResolution ResolutionFor(SloWindow window, Budgeting budgeting) =>
        NeedsMinutes(budgeting) ? SeriesResolution.Minute : ResolutionFor(window.NominalLength);

    /// <summary>The range of buckets from which a budget is counted.</summary>
    public static TimeRange RangeOf(SloWindow window, Budgeting budgeting, DateTimeOffset now)
    {
        SeriesResolution resolution = ResolutionFor(window, budgeting);
        return new TimeRange(resolution.StartOf(window.At(now).Start), resolution.StartOf(now) + resolution.Length());
    }

    /// <summary>The start of a window that ends now, aligned down to the buckets it is read from.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset now, TimeSpan window) =>
        ResolutionFor(window).StartOf(now - window);

    /// <summary>The start of a window over the units of a budget: where these are time slices, it holds whole ones.</summary>
    public static DateTimeOffset StartOf(Budgeting budgeting, DateTimeOffset now, TimeSpan window)
    {
        if (budgeting is not TimeSliceBudgeting slices)
        {
            return StartOf(now, window);
        }

        SeriesResolution resolution = NeedsMinutes(budgeting) ? SeriesResolution.Minute : ResolutionFor(window);
        return slices.StartOf(resolution.StartOf(now - window));
    }

    /// <summary>
    /// The buckets that a window is read from. Where its units are time slices, this includes the last bucket before it, which shows that
    /// the series was measured before.
    /// </summary>
    public static ReadOnlySpan<SeriesBucket> Within(
        Budgeting budgeting, ReadOnlySpan<SeriesBucket> buckets, DateTimeOffset start, DateTimeOffset now)
    {
        int first = 0;
        while (first < buckets.Length && buckets[first].Start < start)
        {
            first++;
        }

        int end = first;
        while (end < buckets.Length && buckets[end].Start < now)
        {
            end++;
        }

        return buckets[(first > 0 && budgeting is TimeSliceBudgeting ? first - 1 : first)..end];
    }

    /// <summary>Whether hours are too coarse to count a budget's units, however long the window.</summary>
    public static bool NeedsMinutes(Budgeting budgeting) =>
        budgeting is TimeSliceBudgeting slices && slices.Length < TimeSpan.FromHours(1);
}
