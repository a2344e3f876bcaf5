namespace Reliability.Common.Internal;

/// <summary>Lists names in error messages about a name that matches none of them.</summary>
internal static class Names
{
    /// <summary>How many names a message lists; there may be thousands.</summary>
    private const int MaxListed = 20;

    public static string List(IEnumerable<string> names)
    {
        string list = string.Join(", ", names.Distinct(StringComparer.Ordinal).Take(MaxListed).Select(name => $"'{name}'"));
        return list.Length == 0 ? "none" : list;
    }
}
