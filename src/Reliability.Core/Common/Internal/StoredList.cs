namespace Reliability.Common.Internal;

/// <summary>Converts the lists of what is stored. An empty one is not stored, and costs nothing when it is read.</summary>
internal static class StoredList
{
    public static IReadOnlyList<TResult> Of<T, TResult>(IReadOnlyList<T>? stored, Func<T, TResult> convert) =>
        stored is null ? [] : Of(stored, convert, static (one, _, convert) => convert(one));

    /// <summary>Converts a list whose items are numbered by their place, from 1 on.</summary>
    public static IReadOnlyList<TResult> Numbered<T, TResult>(IReadOnlyList<T> stored, Func<T, int, TResult> convert) =>
        Of(stored, convert, static (one, i, convert) => convert(one, i + 1));

    private static TResult[] Of<T, TResult, TConvert>(IReadOnlyList<T> stored, TConvert state, Func<T, int, TConvert, TResult> convert)
    {
        if (stored.Count == 0)
        {
            return [];
        }

        var results = new TResult[stored.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = convert(stored[i], i, state);
        }

        return results;
    }
}
