namespace Reliability.Storage.Internal;

/// <summary>Orders names by their UTF-8 bytes, as databases do. The order of UTF-16 differs for characters beyond U+FFFF.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y)
    {
        int common = x.AsSpan().CommonPrefixLength(y);
        if (common == x?.Length || common == y?.Length)
        {
            return (x?.Length ?? 0).CompareTo(y?.Length ?? 0);
        }

        // Surrogates represent characters beyond all characters of one code unit.
        char a = x![common];
        char b = y![common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
