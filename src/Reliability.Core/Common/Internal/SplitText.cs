using System.Text;

namespace Reliability.Common.Internal;

/// <summary>The one rule for the values by which a metric is split, which may come from anywhere.</summary>
internal static class SplitText
{
    /// <summary>The value that holds what is not counted separately.</summary>
    public const string Other = "other";

    /// <summary>The maximum length of a value, in bytes of UTF-8.</summary>
    public const int MaxBytes = 120;

    /// <summary>
    /// Returns a value as it is stored: without white space at its ends, in normalization form C, with replacements for control characters
    /// and halves of surrogate pairs, and the beginning with a hash of a text that is too long. A valid text is returned as it is.
    /// </summary>
    /// <returns><see langword="null"/> for a text that is null, empty or white space: it is no value.</returns>
    public static string? Of(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (IsPlain(text))
        {
            return text;
        }

        ReadOnlySpan<char> trimmed = text.AsSpan().Trim();
        var valid = new StringBuilder(trimmed.Length);
        foreach (Rune rune in trimmed.EnumerateRunes())
        {
            valid.Append((Rune.IsControl(rune) ? Rune.ReplacementChar : rune).ToString());
        }

        return StoreName.Shorten(valid.ToString().Normalize(), MaxBytes);
    }

    /// <summary>Returns whether a text is short, printable ASCII without white space at its ends, and so is valid as it is.</summary>
    private static bool IsPlain(string text)
    {
        // A loop, because a search in a span allocates until its code is optimized.
        foreach (char one in text)
        {
            if (one is < ' ' or > '~')
            {
                return false;
            }
        }

        return text.Length <= MaxBytes && text[0] != ' ' && text[^1] != ' ';
    }
}
