namespace Reliability.Statistics.Internal;

/// <summary>
/// The normal equations of a least squares problem whose rows have few columns: one dense column 0 and at most two others. They are solved
/// by Cholesky's factorisation.
/// </summary>
internal sealed class NormalEquations
{
    private readonly int _size;
    private readonly double[] _matrix;
    private readonly double[] _right;

    public NormalEquations(int size)
    {
        _size = size;
        _matrix = new double[size * size];
        _right = new double[size];
    }

    /// <summary>Adds a row with the value of column 0, the values of two columns that may be the same one, and the right side.</summary>
    public void Add(double zero, int first, double firstValue, int second, double secondValue, double right)
    {
        if (first == second)
        {
            firstValue += secondValue;
            secondValue = 0;
        }

        _matrix[0] += zero * zero;
        _matrix[first * _size] += zero * firstValue;
        _matrix[(first * _size) + first] += firstValue * firstValue;
        _right[0] += zero * right;
        _right[first] += firstValue * right;
        if (secondValue != 0)
        {
            (int low, int high) = first < second ? (first, second) : (second, first);
            _matrix[second * _size] += zero * secondValue;
            _matrix[(second * _size) + second] += secondValue * secondValue;
            _matrix[(high * _size) + low] += firstValue * secondValue;
            _right[second] += secondValue * right;
        }
    }

    /// <summary>Returns the solution. A column that the ones before it explain gets the coefficient 0.</summary>
    public double[] Solve()
    {
        for (int column = 0; column < _size; column++)
        {
            Span<double> pivotRow = _matrix.AsSpan(column * _size, column + 1);
            double original = pivotRow[column];
            double pivot = original - Dot(pivotRow[..column], pivotRow[..column]);
            double root = pivot <= 1e-13 * original ? 0 : Math.Sqrt(pivot);
            pivotRow[column] = root;
            for (int row = column + 1; row < _size; row++)
            {
                Span<double> other = _matrix.AsSpan(row * _size, column + 1);
                other[column] = root == 0 ? 0 : (other[column] - Dot(other[..column], pivotRow[..column])) / root;
            }
        }

        for (int row = 0; row < _size; row++)
        {
            double root = _matrix[(row * _size) + row];
            double rest = _right[row] - Dot(_matrix.AsSpan(row * _size, row), _right.AsSpan(0, row));
            _right[row] = root == 0 ? 0 : rest / root;
        }

        for (int row = _size - 1; row >= 0; row--)
        {
            double rest = _right[row];
            for (int below = row + 1; below < _size; below++)
            {
                rest -= _matrix[(below * _size) + row] * _right[below];
            }

            double root = _matrix[(row * _size) + row];
            _right[row] = root == 0 ? 0 : rest / root;
        }

        return _right;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
