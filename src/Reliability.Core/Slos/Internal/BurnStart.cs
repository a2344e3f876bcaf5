using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Finds when the burn began that an alert saw. No clock, no I/O.</summary>
internal static class BurnStart
{
    /// <summary>
    /// Returns the first minute of the burn at the end of the given minutes: the one from which on the bad events exceed those that are
    /// tolerated by the most. A few errors that were always there are therefore no part of it.
    /// </summary>
    /// <param name="indicator">Tells which part of the events is good.</param>
    /// <param name="minutes">The minutes up to the alert, in time order.</param>
    /// <param name="toleratedShare">The share of bad events that is tolerated.</param>
    /// <returns>The minute, or <see langword="null"/> if no more bad events are known than are tolerated.</returns>
    public static DateTimeOffset? Of(Indicator indicator, IReadOnlyList<SeriesBucket> minutes, decimal toleratedShare)
    {
        DateTimeOffset? start = null;
        decimal most = 0;
        decimal excess = 0;
        for (int i = minutes.Count - 1; i >= 0; i--)
        {
            SeriesBucket minute = minutes[i];
            decimal bad = BurntPlan.BadOf(indicator, in minute);
            excess += bad - (toleratedShare * minute.Count);
            if (bad > 0 && excess > 0 && excess >= most)
            {
                most = excess;
                start = minute.Start;
            }
        }

        return start;
    }
}
