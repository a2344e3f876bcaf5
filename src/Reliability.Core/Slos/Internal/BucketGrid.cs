using Reliability.Common;
using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Determines the buckets of which a window consists.</summary>
internal static class BucketGrid
{
    /// <summary>The maximum length of a window that is read from minutes. Longer windows are read from hours.</summary>
    public static readonly TimeSpan MaxMinuteWindow = TimeSpan.FromDays(3);

    public static SeriesResolution ResolutionFor(TimeSpan window) =>
        window <= MaxMinuteWindow ? SeriesResolution.Minute : SeriesResolution.Hour;

    /// <summary>Returns the tier whose sketches answer a window: minutes, unless their sketches are not kept that long.</summary>
    public static SeriesResolution SketchTierFor(TimeSpan window, SketchRetention kept) =>
        window <= kept.Minutes ? SeriesResolution.Minute : SeriesResolution.Hour;

    /// <summary>Returns the tier from which a budget is counted.</summary>
    public static SeriesResolution ResolutionFor(SloWindow window, Budgeting budgeting) =>
        NeedsMinutes(budgeting) ? SeriesResolution.Minute : ResolutionFor(window.NominalLength);

    /// <summary>Returns the range of buckets from which a budget is counted.</summary>
    public static TimeRange RangeOf(SloWindow window, Budgeting budgeting, DateTimeOffset now)
    {
        SeriesResolution resolution = ResolutionFor(window, budgeting);
        return new TimeRange(resolution.StartOf(window.At(now).Start), resolution.StartOf(now) + resolution.Length());
    }

    /// <summary>Returns the start of a window that ends now, aligned down to its buckets.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset now, TimeSpan window) =>
        ResolutionFor(window).StartOf(now - window);

    /// <summary>
    /// Returns the start of a window over the units of a budget. If the units are time slices, the window contains whole slices.
    /// </summary>
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
    /// Returns the buckets of a window. If its units are time slices, they include the last bucket before it, which shows that the series
    /// was measured before.
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

    /// <summary>Returns whether hours are too coarse to count the units of a budget, regardless of the length of the window.</summary>
    public static bool NeedsMinutes(Budgeting budgeting) =>
        budgeting is TimeSliceBudgeting slices && slices.Length < TimeSpan.FromHours(1);
}
