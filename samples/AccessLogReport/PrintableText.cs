using System.Buffers;
using System.Globalization;
using System.Text;

namespace AccessLogReport;

/// <summary>Shows bytes of unknown origin on a terminal without letting them act on it.</summary>
public static class PrintableText
{
    /// <summary>
    /// The bytes as UTF-8 text of at most <paramref name="maxChars"/> characters. Bytes that are not UTF-8, control and
    /// format characters (escapes, changes of writing direction) and odd spaces appear as <c>\xNN</c>, byte by byte;
    /// text that was cut ends with an ellipsis.
    /// </summary>
    public static string From(ReadOnlySpan<byte> bytes, int maxChars)
    {
        var text = new StringBuilder(maxChars);
        while (!bytes.IsEmpty)
        {
            bool valid = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == OperationStatus.Done;
            int width = valid && IsPlain(rune) ? rune.Utf16SequenceLength : length * @"\xNN".Length;
            int reserved = length == bytes.Length ? 0 : 1;
            if (text.Length + width + reserved > maxChars)
            {
                return text.Append('…').ToString();
            }

            if (valid && IsPlain(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (byte b in bytes[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $@"\x{b:x2}");
                }
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    private static bool IsPlain(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or
        UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.SpaceSeparator or
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
