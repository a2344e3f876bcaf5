namespace Reliability.Slos.Internal;

/// <summary>Projects a budget into the future, hour by hour, with the expected bad units and at a constant rate of traffic.</summary>
internal sealed class BudgetPath(
    SloDefinition slo,
    List<HourlySpend> hours,
    BudgetStatus status,
    DateTimeOffset now,
    DateTimeOffset horizon,
    double trafficPerHour,
    ExpectedSpend expected)
{
    /// <summary>Returns the time at which the budget is exhausted, now if it already is, or null if it lasts to the horizon.</summary>
    /// <param name="shift">What is added to the expected bad units of each hour.</param>
    public DateTimeOffset? SpentAt(double shift)
    {
        if (status.Remaining <= 0)
        {
            return now;
        }

        double total = (double)status.Total;
        double bad = (double)status.Bad;
        double previous = Excess(total, bad);
        int oldest = 0;
        bool rolls = slo.Window is RollingWindow;
        DateTimeOffset start = status.Window.Start;
        for (DateTimeOffset at = now; at < horizon;)
        {
            TimeSpan step = horizon - at < TimeSpan.FromHours(1) ? horizon - at : TimeSpan.FromHours(1);
            bad += expected.Bad(at, step, shift);
            total += trafficPerHour * step.TotalHours;
            at += step;
            for (start += step; rolls && oldest < hours.Count && hours[oldest].End <= start; oldest++)
            {
                total -= (double)hours[oldest].Total;
                bad -= (double)hours[oldest].Bad;
            }

            double excess = Excess(total, bad);
            if (excess >= 0 && bad > 0 && total > 0)
            {
                // Within the hour, on a straight line.
                double share = previous < 0 ? -previous / (excess - previous) : 0;
                return at - (step * (1 - share));
            }

            previous = excess;
        }

        return null;
    }

    private double Excess(double total, double bad) => bad - ((double)slo.ErrorBudget * total);
}
