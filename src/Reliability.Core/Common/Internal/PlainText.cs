using System.Buffers;

namespace Reliability.Common.Internal;

/// <summary>
/// Finds where a text stops to be plain: printable ASCII, which no rule for texts rejects and almost every text is, so that the rules look
/// at each character of the rest only.
/// </summary>
internal static class PlainText
{
    private static readonly SearchValues<char> _block = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\n', '\r', '\t']);

    /// <summary>The number of characters before the first that is not plain.</summary>
    public static int LengthIn(string text) => Length(text, text.AsSpan().IndexOfAnyExceptInRange(' ', '~'));

    /// <summary>The number of characters before the first that is neither plain nor a line break or a tab.</summary>
    public static int BlockLengthIn(string text) => Length(text, text.AsSpan().IndexOfAnyExcept(_block));

    private static int Length(string text, int found) => found < 0 ? text.Length : found;
}
