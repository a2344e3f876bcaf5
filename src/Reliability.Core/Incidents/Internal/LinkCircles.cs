using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>Finds circles in links of which each incident has at most one, such as those of duplicates.</summary>
internal static class LinkCircles
{
    /// <summary>The number of incidents of a circle that a text names.</summary>
    private const int MaxNamed = 5;

    /// <summary>Returns the incidents in each circle that can be reached, by the id of each of its incidents.</summary>
    /// <param name="starts">The ids at which to begin. Each link is followed once.</param>
    /// <param name="next">Returns the id to which an incident links, or null.</param>
    public static async ValueTask<Dictionary<string, IReadOnlyList<string>>> FindAsync(
        IEnumerable<string> starts, Func<string, ValueTask<string?>> next)
    {
        Dictionary<string, IReadOnlyList<string>> circles = new(StringComparer.Ordinal);
        HashSet<string> passed = new(StringComparer.Ordinal);
        foreach (string start in starts)
        {
            List<string> path = [];
            string? id = start;
            while (id is not null && passed.Add(id))
            {
                path.Add(id);
                id = await next(id).ConfigureAwait(false);
            }

            // A path that ends in an earlier one forms no circle that is not known.
            int first = id is null ? -1 : path.IndexOf(id);
            if (first < 0)
            {
                continue;
            }

            string[] circle = [.. path.Skip(first), id!];
            foreach (string member in circle)
            {
                circles[member] = circle;
            }
        }

        return circles;
    }

    /// <summary>Names the incidents of a circle, the first of them also at the end.</summary>
    public static string Text(IReadOnlyList<string> circle)
    {
        string names = string.Join(", ", circle.Take(MaxNamed).Select(id => $"'{Names.Shorten(id, 40)}'"));
        return circle.Count > MaxNamed ? Check.Text($"{names} and {circle.Count - MaxNamed} more") : names;
    }
}
