using Reliability.Common.Internal;

namespace Reliability.Internal;

/// <summary>
/// Notices that many cancelled operations in a row took equally long, which is what a timeout looks like that is shorter than the stated
/// one. Callers that cancel do so after all kinds of times. Observing does not allocate.
/// </summary>
internal sealed class PatienceWatch
{
    /// <summary>The number of operations in a row: with random times, so many are equally long once in a hundred million.</summary>
    private const int Row = 10;

    /// <summary>By how much the longest one may exceed the shortest one, and for the time that a busy machine takes.</summary>
    private const double Tolerance = 1.1;
    private const double Delay = 0.03;

    /// <summary>Callers that give up at once also take equally long.</summary>
    private const double MinSeconds = 0.05;

    private readonly Lock _gate = new();
    private double _min;
    private double _max;
    private int _row;
    private bool _isFound;

    /// <summary>Observes an operation that was cancelled before the stated timeout.</summary>
    public void Observe(double seconds)
    {
        if (Volatile.Read(ref _isFound) || !(seconds >= MinSeconds))
        {
            return;
        }

        lock (_gate)
        {
            (double min, double max) = (Math.Min(_min, seconds), Math.Max(_max, seconds));
            bool isLikeOthers = _row > 0 && max <= (min * Tolerance) + Delay;
            (_min, _max, _row) = isLikeOthers ? (min, max, _row + 1) : (seconds, seconds, 1);
            Volatile.Write(ref _isFound, _row >= Row);
        }
    }

    /// <summary>Returns why what is left out as cancelled may be timeouts; <see langword="null"/> if nothing shows it.</summary>
    /// <param name="stated">The time in seconds from which a cancelled operation counts.</param>
    public string? Doubt(double stated)
    {
        lock (_gate)
        {
            return _isFound
                ? Check.Text(
                    $"{_row} requests in a row were cancelled after {_min:0.###} to {_max:0.###} s, before {stated:0.###} s: they "
                    + $"are left out as cancelled by their caller, and look like a timeout that is shorter than the stated one. State the "
                    + $"timeout of the client.")
                : null;
        }
    }
}
