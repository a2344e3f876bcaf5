using System.Numerics.Tensors;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Fits the state before the first value, given the weights, by steps of Gauss and Newton. An additive model takes one step.
/// </summary>
internal static class SmoothingStart
{
    /// <summary>The number of products beyond which a step would take longer than a second.</summary>
    private const double MaxProducts = 3e8;

    /// <summary>Returns the line and the season of least squares through the first few periods.</summary>
    public static double[] First(SmoothingForm form, SmoothingSeries series)
    {
        double[] values = series.Values;
        ReadOnlySpan<double> head = values.AsSpan(0, Math.Min(values.Length, Math.Max(10, 4 * form.Period)));
        double[] state = new double[2 + Math.Max(1, form.Period)];
        if (form.IsMultiplicative)
        {
            double sum = 0;
            int count = 0;
            foreach (double value in head)
            {
                sum += double.IsNaN(value) ? 0 : value;
                count += double.IsNaN(value) ? 0 : 1;
            }

            state[0] = sum / count;
            state.AsSpan(2).Fill(1);
        }

        var still = new SmoothingWeights(0, 0, 0, 1);
        for (int i = 0; i < (form.IsMultiplicative ? 8 : 1); i++)
        {
            state = Improve(form, still, head, series.Origin, state);
        }

        return state;
    }

    /// <summary>Returns a state with a sum of squared errors that is at most that of the given one.</summary>
    public static double[] Improve(
        SmoothingForm form, SmoothingWeights weights, ReadOnlySpan<double> values, double origin, double[] state)
    {
        int n = values.Length;
        int k = form.StateCount;
        if ((double)n * k * k > MaxProducts)
        {
            return state;
        }

        double[] errors = new double[n];
        double before = SmoothingFilter.Run(form, weights, values, origin, (double[])state.Clone(), errors);
        double[][] changes = new double[k][];
        double step = form.IsMultiplicative ? 1e-6 : 1;
        for (int i = 0; i < k; i++)
        {
            changes[i] = new double[n];
            double[] moved = Move(form, state, i, step);
            if (!double.IsFinite(SmoothingFilter.Run(form, weights, values, origin, moved, changes[i])))
            {
                return state;
            }

            for (int t = 0; t < n; t++)
            {
                changes[i][t] = (changes[i][t] - errors[t]) / step;
            }
        }

        double[] best = Solve(changes, errors);
        for (double share = 1; share > 0.01; share /= 2)
        {
            double[] tried = state;
            for (int i = 0; i < k; i++)
            {
                tried = Move(form, tried, i, share * best[i]);
            }

            double[] end = (double[])tried.Clone();
            if (SmoothingFilter.Run(form, weights, values, origin, end, errors) < before)
            {
                return tried;
            }
        }

        return state;
    }

    /// <summary>Moves the free value i of a state: the level, the slope, or a phase. The last phase keeps the mean of the season.</summary>
    private static double[] Move(SmoothingForm form, double[] state, int i, double by)
    {
        double[] moved = (double[])state.Clone();
        int phase = i - (form.HasTrend ? 2 : 1);
        if (i == 0 || phase < 0)
        {
            moved[i] += by;
        }
        else
        {
            moved[2 + phase] += by;
            moved[^1] -= by;
        }

        return moved;
    }

    /// <summary>Solves the normal equations by Cholesky's method. What the errors do not depend on does not move.</summary>
    private static double[] Solve(double[][] changes, double[] errors)
    {
        int k = changes.Length;
        double[,] root = new double[k, k];
        double[] result = new double[k];
        for (int i = 0; i < k; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                root[i, j] = Product(changes[i], changes[j]);
            }

            root[i, i] = root[i, i] > 0 ? root[i, i] * (1 + 1e-12) : 1;
            result[i] = -Product(changes[i], errors);
        }

        for (int i = 0; i < k; i++)
        {
            double diagonal = root[i, i];
            for (int j = 0; j <= i; j++)
            {
                double sum = root[i, j];
                for (int l = 0; l < j; l++)
                {
                    sum -= root[i, l] * root[j, l];
                }

                root[i, j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12 * diagonal)) : sum / root[j, j];
            }

            for (int l = 0; l < i; l++)
            {
                result[i] -= root[i, l] * result[l];
            }

            result[i] /= root[i, i];
        }

        for (int i = k - 1; i >= 0; i--)
        {
            for (int l = i + 1; l < k; l++)
            {
                result[i] -= root[l, i] * result[l];
            }

            result[i] /= root[i, i];
        }

        return result;
    }

    private static double Product(double[] a, double[] b) => TensorPrimitives.Dot<double>(a, b);
}
