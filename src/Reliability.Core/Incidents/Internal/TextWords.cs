namespace Reliability.Incidents.Internal;

/// <summary>The words of a text: letters, digits and apostrophes within them, in lower case.</summary>
internal static class TextWords
{
    public static IReadOnlyList<(string Word, int Start, int Length)> Of(string text, bool keepsStar = false)
    {
        List<(string, int, int)> words = [];
        int start = -1;
        for (int i = 0; i <= text.Length; i++)
        {
            bool isInWord = i < text.Length && (char.IsLetterOrDigit(text[i]) || char.IsSurrogate(text[i]) || (keepsStar && text[i] == '*'));
            if (isInWord)
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                words.Add((text[start..i].ToLowerInvariant(), start, i - start));
                start = -1;
            }
        }

        return words;
    }
}
