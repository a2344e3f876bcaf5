namespace Reliability.Storage.Internal;

/// <summary>Orders names by their UTF-8 bytes, as databases do; UTF-16 puts characters beyond U+FFFF elsewhere.</summary>
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

        // Surrogates stand for characters beyond all others of one unit.
        char a = x![common];
        char b = y![common];
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
