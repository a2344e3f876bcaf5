using System.Numerics;

namespace Reliability.Statistics.Internal;

/// <summary>
/// Counts, and lists by rank, the pairs of a sequence whose first key is strictly greater than its second, by merging (O(n log n)).
/// </summary>
internal sealed class Inversions(int capacity)
{
    // Comparing all pairs, several at once, is faster than merging up to here.
    private const int MaxCompared = 256;

    private readonly double[] _keys = new double[capacity];
    private readonly double[] _otherKeys = new double[capacity];
    private readonly int[] _items = new int[capacity];
    private readonly int[] _otherItems = new int[capacity];

    /// <summary>Returns the number of inversions of keys.</summary>
    public long Count(ReadOnlySpan<double> keys)
    {
        keys.CopyTo(_keys);
        return Merge(keys.Length, [], [], withItems: false);
    }

    /// <summary>Returns the number of inversions of keys, none of which is NaN.</summary>
    public static long CountOf(ReadOnlySpan<double> keys)
    {
        if (keys.Length > MaxCompared || !Vector.IsHardwareAccelerated)
        {
            return new Inversions(keys.Length).Count(keys);
        }

        var greater = Vector<long>.Zero;
        long rest = 0;
        for (int j = 1; j < keys.Length; j++)
        {
            var key = new Vector<double>(keys[j]);
            int i = 0;
            for (; i <= j - Vector<double>.Count; i += Vector<double>.Count)
            {
                greater -= Vector.GreaterThan(new Vector<double>(keys[i..]), key);
            }

            for (; i < j; i++)
            {
                rest += keys[i] > keys[j] ? 1 : 0;
            }
        }

        return Vector.Sum(greater) + rest;
    }

    /// <summary>Returns the number of inversions of the keys of items in an order.</summary>
    public long Count(ReadOnlySpan<int> order, ReadOnlySpan<double> keys)
    {
        for (int i = 0; i < order.Length; i++)
        {
            _keys[i] = keys[order[i]];
        }

        return Merge(order.Length, [], [], withItems: false);
    }

    /// <summary>
    /// Finds the pairs with these ranks among the inversions, in the sequence in which merging meets them. Ranks ascend.
    /// </summary>
    public void Pick(ReadOnlySpan<int> order, ReadOnlySpan<double> keys, ReadOnlySpan<long> ranks, Span<(int First, int Second)> pairs)
    {
        for (int i = 0; i < order.Length; i++)
        {
            _keys[i] = keys[order[i]];
        }

        order.CopyTo(_items);
        Merge(order.Length, ranks, pairs, withItems: true);
    }

    private long Merge(int count, ReadOnlySpan<long> ranks, Span<(int First, int Second)> pairs, bool withItems)
    {
        (double[] keys, double[] toKeys, int[] items, int[] toItems) = (_keys, _otherKeys, _items, _otherItems);
        long inversions = 0;
        int picked = 0;
        for (int width = 1; width < count; width = width > count / 2 ? count : width * 2)
        {
            for (int start = 0; start < count; start += 2 * width)
            {
                int middle = Math.Min(start + width, count);
                int end = (int)Math.Min((long)start + (2L * width), count);
                (int left, int right) = (start, middle);
                for (int to = start; to < end; to++)
                {
                    bool takesRight = right < end && (left == middle || keys[left] > keys[right]);
                    int from = takesRight ? right++ : left++;
                    toKeys[to] = keys[from];
                    if (withItems)
                    {
                        toItems[to] = items[from];
                    }

                    if (takesRight)
                    {
                        int more = middle - left;
                        for (; picked < ranks.Length && ranks[picked] < inversions + more; picked++)
                        {
                            pairs[picked] = (items[left + (int)(ranks[picked] - inversions)], items[from]);
                        }

                        inversions += more;
                    }
                }

                if (end == count)
                {
                    break;
                }
            }

            (keys, toKeys) = (toKeys, keys);
            (items, toItems) = (toItems, items);
        }

        return inversions;
    }
}
