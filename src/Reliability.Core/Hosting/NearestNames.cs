namespace Reliability.Hosting;

/// <summary>Finds the names that a misspelt name most likely means, for messages.</summary>
public static class NearestNames
{
    private const int Count = 3;

    /// <summary>
    /// Returns up to three of the known names, the nearest first. The distance is the number of characters to insert, delete, replace or
    /// swap, ignoring case; a name that contains the wanted one is nearest. Names that differ in more than half of their characters are
    /// returned only if none is nearer.
    /// </summary>
    /// <param name="wanted">The name that matches nothing.</param>
    /// <param name="known">The names that exist.</param>
    public static IReadOnlyList<string> Find(string wanted, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(known);
        (string Name, int Distance)[] all =
        [
            .. known.Distinct(StringComparer.Ordinal)
                .Select(name => (name, Distance(wanted.ToUpperInvariant(), name.ToUpperInvariant())))
                .OrderBy(one => one.Item2)
                .ThenBy(one => one.name, StringComparer.Ordinal),
        ];
        IEnumerable<(string Name, int Distance)> near = all.Where(one => one.Distance * 2 <= Math.Max(wanted.Length, one.Name.Length));
        return [.. (near.Any() ? near : all).Take(Count).Select(one => one.Name)];
    }

    /// <summary>Returns a sentence such as <c>Nearest: 'a', 'b'.</c>, or <see langword="null"/> if no name is known.</summary>
    /// <inheritdoc cref="Find"/>
    public static string? Hint(string wanted, IEnumerable<string> known)
    {
        IReadOnlyList<string> names = Find(wanted, known);
        return names.Count == 0 ? null : $"Nearest: {string.Join(", ", names.Select(name => $"'{name}'"))}.";
    }

    /// <summary>The optimal string alignment distance, in three rows of its table.</summary>
    private static int Distance(string wanted, string known)
    {
        if (known.Contains(wanted, StringComparison.Ordinal))
        {
            return 0;
        }

        int[] beforeLast = new int[known.Length + 1];
        int[] last = [.. Enumerable.Range(0, known.Length + 1)];
        for (int i = 1; i <= wanted.Length; i++)
        {
            int[] row = new int[known.Length + 1];
            row[0] = i;
            for (int j = 1; j <= known.Length; j++)
            {
                int replaced = last[j - 1] + (wanted[i - 1] == known[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && wanted[i - 1] == known[j - 2] && wanted[i - 2] == known[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[^1];
    }
}
