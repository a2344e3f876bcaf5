namespace Reliability.Statistics.Internal;

/// <summary>
/// z-tests of a difference or a ratio of two proportions, with the variance of the maximum likelihood estimate under the hypothesis. For no
/// difference, this is the pooled z-test. O. Miettinen and M. Nurminen (1985), without their factor N/(N - 1).
/// </summary>
internal static class ScoreTest
{
    /// <summary>Returns z of b - a - delta, where b is the treatment's rate.</summary>
    public static double OfDifference(Proportion control, Proportion treatment, double delta)
    {
        double distance = treatment.Rate - control.Rate - delta;
        double a = ControlUnder(control, treatment, delta);
        double b = Math.Clamp(a + delta, 0, 1);
        return Z(distance, (a * (1 - a) / control.Units) + (b * (1 - b) / treatment.Units));
    }

    /// <summary>Returns z of b - ratio·a.</summary>
    public static double OfRatio(Proportion control, Proportion treatment, double ratio)
    {
        double distance = treatment.Rate - (ratio * control.Rate);
        double n = (double)control.Units + treatment.Units;
        double linear = (treatment.Units * ratio) + treatment.Successes + control.Units + (control.Successes * ratio);
        double all = (double)control.Successes + treatment.Successes;

        // The smaller root of nθa² - (…)a + x = 0, without the difference of nearly equal numbers.
        double a = 2 * all / (linear + Math.Sqrt(Math.Max(0, (linear * linear) - (4 * n * ratio * all))));
        double b = Math.Clamp(a * ratio, 0, 1);
        a = Math.Clamp(a, 0, 1);
        return Z(distance, (b * (1 - b) / treatment.Units) + (ratio * ratio * a * (1 - a) / control.Units));
    }

    public static (double Lower, double Upper) Difference(Proportion control, Proportion treatment, double z)
    {
        double d = treatment.Rate - control.Rate;
        return (
            Bisection.Edge(d, -1, t => OfDifference(control, treatment, t) <= z).Inside,
            Bisection.Edge(d, 1, t => OfDifference(control, treatment, t) >= -z).Inside);
    }

    public static (double Lower, double? Upper) Ratio(Proportion control, Proportion treatment, double z)
    {
        double lower = treatment.Successes == 0 ? 0 : 1 / End(treatment, control, z)!.Value;
        return (lower, End(control, treatment, z));
    }

    private static double? End(Proportion control, Proportion treatment, double z)
    {
        if (control.Successes == 0)
        {
            return null;
        }

        double inside = treatment.Successes == 0 ? 0 : treatment.Rate / control.Rate;
        double outside = Math.Max(inside, 1d / treatment.Units) * 2;
        while (OfRatio(control, treatment, outside) >= -z)
        {
            outside *= 2;
        }

        return Bisection.Edge(inside, outside, t => OfRatio(control, treatment, t) >= -z).Inside;
    }

    private static double Z(double distance, double variance) =>
        variance > 0 ? distance / Math.Sqrt(variance) : distance == 0 ? 0 : double.PositiveInfinity * distance;

    /// <summary>
    /// Returns the maximum likelihood rate of the control if the treatment's rate is greater by delta: the closed-form root of their cubic.
    /// </summary>
    private static double ControlUnder(Proportion control, Proportion treatment, double delta)
    {
        double n = (double)control.Units + treatment.Units;
        double all = (double)control.Successes + treatment.Successes;
        (double least, double most) = (Math.Max(0, -delta), Math.Min(1, 1 - delta));
        if (delta == 0 || all == 0 || all == n)
        {
            return delta == 0 ? all / n : all == 0 ? least : most;
        }

        double l2 = ((treatment.Units + (2d * control.Units)) * delta) - n - all;
        double l1 = (((control.Units * delta) - n - (2d * control.Successes)) * delta) + all;
        double l0 = control.Successes * delta * (1 - delta);
        double third = l2 / (3 * n);
        double q = (third * third * third) - (l1 * l2 / (6 * n * n)) + (l0 / (2 * n));
        double size = Math.Sqrt(Math.Max(0, (third * third) - (l1 / (3 * n))));
        double p = q < 0 ? -size : size;
        double angle = p == 0 ? 0 : (Math.PI + Math.Acos(Math.Clamp(q / (p * p * p), -1, 1))) / 3;
        return Polished(control, treatment, delta, Math.Clamp((2 * p * Math.Cos(angle)) - third, least, most), least, most);
    }

    /// <summary>
    /// Refines the root. The closed form loses precision near 0 and 1. Newton steps on the slope of the log-likelihood, which is monotonic,
    /// restore it.
    /// </summary>
    private static double Polished(Proportion control, Proportion treatment, double delta, double a, double low, double high)
    {
        for (int i = 0; i < 60 && low < high; i++)
        {
            double b = a + delta;
            double slope = Part(control.Successes, a) - Part(control.Failures, 1 - a)
                + Part(treatment.Successes, b) - Part(treatment.Failures, 1 - b);
            double curve = Part(control.Successes, a * a) + Part(control.Failures, (1 - a) * (1 - a))
                + Part(treatment.Successes, b * b) + Part(treatment.Failures, (1 - b) * (1 - b));
            (low, high) = slope > 0 ? (Math.Max(low, a), high) : (low, Math.Min(high, a));
            double next = a + (slope / curve);
            next = next > low && next < high ? next : (low + high) / 2;
            if (Math.Abs(next - a) <= 1e-15 * a)
            {
                return next;
            }

            a = next;
        }

        return a;
    }

    private static double Part(long count, double share) => count == 0 ? 0 : count / share;
}
