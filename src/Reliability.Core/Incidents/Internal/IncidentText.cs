using System.Runtime.CompilerServices;
using System.Text;
using Reliability.Common.Internal;

namespace Reliability.Incidents.Internal;

/// <summary>The rules for what people write about incidents.</summary>
internal static class IncidentText
{
    /// <summary>Requires a text of several lines.</summary>
    public static string? Block(string? value, [CallerMemberName] string parameter = "")
    {
        if (value is null)
        {
            return null;
        }

        if (value.AsSpan().IsWhiteSpace() || value.Length > IncidentDefinition.MaxTextLength)
        {
            throw new ArgumentException(
                Check.Text(
                    $"{parameter} has 1 to {IncidentDefinition.MaxTextLength} characters, not all white space; this has {value.Length}."),
                parameter);
        }

        for (int i = PlainText.BlockLengthIn(value); i < value.Length; i++)
        {
            if (char.IsControl(value[i]) && value[i] is not ('\n' or '\r' or '\t'))
            {
                throw new ArgumentException(
                    $"{parameter} must not hold control characters other than line breaks and tabs; it holds U+{(int)value[i]:X4}.",
                    parameter);
            }

            if (!Rune.TryGetRuneAt(value, i, out Rune rune))
            {
                throw new ArgumentException(
                    Check.Text($"{parameter} must be valid Unicode; there is half a surrogate pair at index {i}."), parameter);
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return value;
    }

    /// <summary>Returns a text as an audit history takes it: without control characters, and not too long.</summary>
    public static string Plain(string text, int maxLength)
    {
        string plain = string.Concat(text.EnumerateRunes().Select(rune =>
            Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 ? " " : rune.ToString()));
        int length = Math.Min(plain.Length, maxLength);
        return plain[..(length < plain.Length && char.IsHighSurrogate(plain[length - 1]) ? length - 1 : length)];
    }

    /// <summary>Requires names that differ, and copies them.</summary>
    public static IReadOnlyList<string> Names(IReadOnlyList<string> value, string parameter)
    {
        IReadOnlyList<string> names = Few(value, parameter);
        for (int i = 0; i < names.Count; i++)
        {
            string name = AuditText.RequireName(names[i], parameter);
            for (int k = 0; k < i; k++)
            {
                if (names[k] == name)
                {
                    throw new ArgumentException($"{parameter}: '{name}' occurs twice.", parameter);
                }
            }
        }

        return names;
    }

    /// <summary>Requires not too many items, and copies them.</summary>
    public static IReadOnlyList<T> Few<T>(IReadOnlyList<T> value, string parameter)
        where T : class
    {
        T[] items = Check.Copy(value, parameter);
        return items.Length <= IncidentDefinition.MaxItems
            ? items
            : throw new ArgumentException(
                Check.Text($"{parameter} has at most {IncidentDefinition.MaxItems} items; this has {items.Length}."), parameter);
    }
}
