namespace Reliability.Recording.Internal;

/// <summary>Gives out runs of slots in the arrays of threads, and takes them back. The caller must hold the gate of the arrays.</summary>
internal sealed class SlotPool
{
    private readonly Dictionary<int, Stack<int>> _returned = [];
    private int _end;

    public int Take(int length) =>
        _returned.TryGetValue(length, out Stack<int>? runs) && runs.TryPop(out int first) ? first : checked(_end += length) - length;

    public void Return(int first, int length)
    {
        if (!_returned.TryGetValue(length, out Stack<int>? runs))
        {
            _returned.Add(length, runs = new Stack<int>());
        }

        runs.Push(first);
    }
}
