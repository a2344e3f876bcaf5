using System.Globalization;

namespace Reliability.Common.Internal;

/// <summary>Messages about a name that matches none of the declared ones.</summary>
internal static class Names
{
    /// <summary>The number of names that a message lists; there may be thousands.</summary>
    private const int MaxListed = 20;

    /// <summary>The number of names that a hint lists.</summary>
    private const int MaxHinted = 3;

    /// <summary>The number of characters of a name that are compared: names come from callers and may be long.</summary>
    private const int MaxCompared = 64;

    /// <summary>Returns "No objective is named 'chekout'. Declared are: 'checkout', 'search'."</summary>
    /// <param name="what">What has the name, such as "objective".</param>
    /// <param name="given">The name that matches none.</param>
    /// <param name="known">The declared names.</param>
    public static string Unknown(string what, string given, IEnumerable<string> known) =>
        $"No {what} is named '{Shorten(given)}'. Declared are: {Nearest(given, known)}.";

    /// <summary>Lists names, the ones most like the given name first.</summary>
    public static string Nearest(string given, IEnumerable<string> known)
    {
        string[] names =
        [
            .. known.Distinct(StringComparer.Ordinal)
                .OrderBy(name => Distance(given, name))
                .ThenBy(name => name, StringComparer.Ordinal)
        ];
        string list = names.Length == 0 ? "none" : string.Join(", ", names.Take(MaxListed).Select(name => $"'{name}'"));
        return names.Length <= MaxListed
            ? list
            : string.Create(CultureInfo.InvariantCulture, $"{list} and {names.Length - MaxListed} more");
    }

    /// <summary>
    /// Returns "Nearest: 'ready', 'live'." with at most three names, or <see langword="null"/> if none is known. A name that contains the
    /// given one is nearest; names that differ in more than half of their characters are listed only if none is nearer.
    /// </summary>
    public static string? Hint(string given, IEnumerable<string> known)
    {
        (string Name, int Distance)[] all =
        [
            .. known.Distinct(StringComparer.Ordinal)
                .Select(name => (Name: name, Distance: Contains(name, given) ? 0 : Distance(given, name)))
                .OrderBy(one => one.Distance)
                .ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
        (string Name, int Distance)[] near = [.. all.Where(one => one.Distance * 2 <= Math.Max(given.Length, one.Name.Length))];
        string[] names = [.. (near.Length > 0 ? near : all).Take(MaxHinted).Select(one => $"'{one.Name}'")];
        return names.Length == 0 ? null : $"Nearest: {string.Join(", ", names)}.";
    }

    /// <summary>Keeps the text of a caller from filling a message.</summary>
    public static string Shorten(string text, int length = 100) => text.Length <= length ? text : $"{text.AsSpan(0, length)}...";

    private static bool Contains(string name, string given) => name.Contains(given, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the number of characters to insert, remove or replace, regardless of case (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        ReadOnlySpan<char> a = from.AsSpan(0, Math.Min(from.Length, MaxCompared));
        ReadOnlySpan<char> b = to.AsSpan(0, Math.Min(to.Length, MaxCompared));
        Span<int> row = stackalloc int[MaxCompared + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
