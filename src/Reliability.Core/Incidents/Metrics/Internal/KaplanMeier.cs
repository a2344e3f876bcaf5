namespace Reliability.Incidents.Internal;

/// <summary>
/// The estimator of E. L. Kaplan and P. Meier (1958): the share S(t) that lasts longer than t is the product of 1 - d/n over the times up
/// to t, where d ended of the n that had lasted so long. What is still open is among the n up to its present age.
/// </summary>
internal static class KaplanMeier
{
    /// <summary>More than the rounding errors of the product, and less than a step of it.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>
    /// Returns the first time at which S is at most 1/2; where S is exactly 1/2, halfway to the next time at which it falls (R. Brookmeyer
    /// and J. Crowley, 1982), so that it is the median if nothing is open. <see langword="null"/> if S stays above 1/2.
    /// </summary>
    /// <param name="ended">The durations of what has ended, in ascending order.</param>
    /// <param name="open">The ages of what is open, in ascending order.</param>
    public static TimeSpan? Median(ReadOnlySpan<TimeSpan> ended, ReadOnlySpan<TimeSpan> open)
    {
        double survival = 1;
        int younger = 0;
        for (int i = 0; i < ended.Length;)
        {
            TimeSpan time = ended[i];
            int next = i;
            while (next < ended.Length && ended[next] == time)
            {
                next++;
            }

            // What is open at an age lasted longer than what ended at that age.
            while (younger < open.Length && open[younger] < time)
            {
                younger++;
            }

            double atRisk = ended.Length - i + open.Length - younger;
            survival *= 1 - ((next - i) / atRisk);
            if (survival <= 0.5 + Tolerance)
            {
                return survival >= 0.5 - Tolerance && next < ended.Length ? time + ((ended[next] - time) / 2) : time;
            }

            i = next;
        }

        return null;
    }
}
